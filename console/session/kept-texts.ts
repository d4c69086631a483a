/** What was typed so far, by the place it stands in. Whoever shows it is told when it changes, wherever that is. */
export class KeptTexts {
  readonly #texts = new Map<string, string>();
  readonly #watchers = new Set<() => void>();

  readonly watch = (watcher: () => void): (() => void) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  get(place: string): string | undefined {
    return this.#texts.get(place);
  }

  has(place: string): boolean {
    return this.#texts.has(place);
  }

  set(place: string, text: string): void {
    this.#texts.set(place, text);
    this.#tell();
  }

  delete(place: string): void {
    if (this.#texts.delete(place)) this.#tell();
  }

  #tell(): void {
    for (const watcher of this.#watchers) watcher();
  }
}
