import { type ApiEvent, type ApiObject, changesBetween, keyOf, type ObjectsOfKind } from './api-objects.ts';

/** An event, with a version of its own in place of the API server's. */
export interface ToldEvent extends ApiEvent {
  readonly version: number;
}
type Listener = (event: ToldEvent) => void;

/** All that an engine was told of one kind, in order, as a list and as a watch from any point on. */
export class ToldStore {
  readonly #scopes = new Map<string, ObjectsOfKind>();
  readonly #events: ToldEvent[] = [];
  readonly #listeners = new Set<Listener>();
  #version = 1;

  /** Tells what has changed of the objects of a scope. */
  become(scope: string, objects: ObjectsOfKind): void {
    const changes = changesBetween(this.#scopes.get(scope) ?? new Map(), objects);
    this.#scopes.set(scope, objects);
    for (const { type, object } of changes) {
      this.#version += 1;
      const told: ToldEvent = { type, object: withVersion(object, this.#version), version: this.#version };
      this.#events.push(told);
      for (const listener of this.#listeners) listener(told);
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

  /** What was told after a version, and goes on to be. @returns what ends it */
  watch(version: number, listener: Listener): () => void {
    for (const event of this.#events.filter((each) => each.version > version)) listener(event);
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

function withVersion(object: ApiObject, version: number): ApiObject {
  return { ...object, metadata: { ...object.metadata, ...{ resourceVersion: String(version) } } };
}
