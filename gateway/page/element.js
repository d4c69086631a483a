/**
 * An element with attributes, listeners (`onclick`, ...) and children. What a customer wrote comes in as text only and is never read as
 * HTML. Null and false leave a child or an attribute out.
 */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === false || value === undefined) continue;
    if (key.startsWith('on')) made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== false && child !== undefined));
  return made;
}

export const byId = (id) => document.getElementById(id);

/** Shows the text, or hides the element where there is none. */
export function say(shown, text) {
  shown.textContent = text ?? '';
  shown.hidden = !text;
}
