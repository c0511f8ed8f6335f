import { type ApiEvent, type ApiObject, changesBetween, keyOf, type ObjectsOfKind } from './api-objects.ts';

/** An event with its own version instead of the API server's. */
export interface ServedEvent extends ApiEvent {
  readonly version: number;
}
type Listener = (event: ServedEvent) => void;

/** All objects of one kind that an engine was served, in order: as a list, and as a watch from any version on. */
export class ServedStore {
  readonly #scopes = new Map<string, ObjectsOfKind>();
  readonly #events: ServedEvent[] = [];
  readonly #listeners = new Set<Listener>();
  #version = 1;

  /** Serves the changes of the objects of a scope. */
  become(scope: string, objects: ObjectsOfKind): void {
    const changes = changesBetween(this.#scopes.get(scope) ?? new Map(), objects);
    this.#scopes.set(scope, objects);
    for (const { type, object } of changes) {
      this.#version += 1;
      const served: ServedEvent = { type, object: withVersion(object, this.#version), version: this.#version };
      this.#events.push(served);
      for (const listener of this.#listeners) listener(served);
    }
  }

  list(): { readonly version: number; readonly items: readonly ApiObject[] } {
    const items = new Map<string, ApiObject>();
    for (const { type, object } of this.#events) {
      if (type === 'DELETED') items.delete(keyOf(object));
      else items.set(keyOf(object), object);
    }
    return { version: this.#version, items: [...items.values()] };
  }

  /** Passes on what was served after a version, and what will be. @returns a function that ends the watch */
  watch(version: number, listener: Listener): () => void {
    for (const event of this.#events.filter((each) => each.version > version)) listener(event);
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

function withVersion(object: ApiObject, version: number): ApiObject {
  return { ...object, metadata: { ...object.metadata, ...{ resourceVersion: String(version) } } };
}
