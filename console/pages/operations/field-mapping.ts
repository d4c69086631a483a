/** What is known of a lead, as mappings name it (ConnectCrmInput.fieldMapping). */
export const FACTS = [
  'firstName',
  'lastName',
  'company',
  'email',
  'phone',
  'rating',
  'tier',
  'points',
  'signals',
  'stage',
  'platform',
] as const;
export type Fact = (typeof FACTS)[number];

/** Null: it is not written. */
export type FieldMapping = Readonly<Record<Fact, string | null>>;

/** The API's JSON; what is not in it is not written. */
export const readFieldMapping = (value: unknown): FieldMapping => {
  const known: Readonly<Record<string, unknown>> = typeof value === 'object' && value !== null ? { ...value } : {};
  const fieldOf = (fact: Fact): string | null => {
    const field = known[fact];
    return typeof field === 'string' && field.trim() !== '' ? field.trim() : null;
  };
  return Object.fromEntries(FACTS.map((fact) => [fact, fieldOf(fact)])) as Record<Fact, string | null>;
};
