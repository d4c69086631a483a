/**
 * Other people's words for a model to read: one JSON document, so that no text can end its own string and begin another part, and
 * without angle brackets, so that none can spell a model's own control marks (`<|...|>`) or a tag.
 */
export const fenceMaterial = (material: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(material, null, 1).replaceAll('<', '\\u003c').replaceAll('>', '\\u003e');
