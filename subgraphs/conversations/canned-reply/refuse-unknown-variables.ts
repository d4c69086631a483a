import { badUserInput } from '#kernel/errors/public-error.ts';

/** What whoever inserts the reply has values for. */
const VARIABLES = ['contact.name', 'contact.firstName', 'agent.name', 'channel.name'] as const;

const KNOWN = new Set<string>(VARIABLES);

/** Everything in double braces has to be a variable, and every brace pair has to end: what is left over would reach a customer. */
export function refuseUnknownVariables(text: string): void {
  const known = VARIABLES.map((name) => `{{${name}}}`).join(', ');
  const plain = text.replace(/\{\{([^{}]*)\}\}/g, (_all, inner: string) => {
    const name = inner.trim();
    if (!KNOWN.has(name)) throw badUserInput('input.text', `There is no variable {{${name}}}. There are ${known}.`);
    return '';
  });
  if (/\{\{|\}\}/.test(plain))
    throw badUserInput('input.text', `A variable is written with two braces on each side. There are ${known}.`);
}
