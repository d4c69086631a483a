/** What of `typed` is other than what is saved: typing something and taking it back again is no change. */
export function differences<T extends object>(saved: T, typed: Partial<T>): Partial<T> {
  const isOther = (name: string): boolean => said(typed, name) !== said(saved, name);
  return Object.fromEntries(Object.entries(typed).filter(([name]) => isOther(name))) as Partial<T>;
}

const said = (of: object, name: string): string => {
  const value: unknown = Reflect.get(of, name);
  // a number is a number, whether it was typed or saved
  return typeof value === 'number' ? JSON.stringify(String(value)) : JSON.stringify(value ?? null);
};
