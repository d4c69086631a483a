import type { ObjectType, PropertyType } from './object-types.ts';

/** HubSpot's own properties of a type, and those that an app or a person made. */
export class PropertyTypes {
  readonly #custom = new Map<ObjectType, Map<string, PropertyType>>();

  find(type: ObjectType, name: string): PropertyType | undefined {
    return type.properties.find((property) => property.name === name) ?? this.#custom.get(type)?.get(name);
  }

  of(type: ObjectType): PropertyType[] {
    return [...type.properties, ...(this.#custom.get(type)?.values() ?? [])];
  }

  unique(type: ObjectType): PropertyType[] {
    return this.of(type).filter((property) => property.hasUniqueValue);
  }

  add(type: ObjectType, property: PropertyType): void {
    const custom = this.#custom.get(type) ?? new Map<string, PropertyType>();
    this.#custom.set(type, custom.set(property.name, property));
  }

  remove(type: ObjectType, name: string): void {
    this.#custom.get(type)?.delete(name);
  }

  empty(): void {
    this.#custom.clear();
  }
}
