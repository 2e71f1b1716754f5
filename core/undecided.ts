/**
 * Thrown when a check needs a value that is not yet known. It ends the check of the element at hand, never more:
 * `CheckContext.each` and the policy runner catch it there. Rules therefore read values as if they were known, and a
 * negation can never turn "unknown" into a violation.
 */
export class Undecided extends Error {
  readonly what: string;

  constructor(what: string) {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    super(`${what} is not known yet`);
    Error.stackTraceLimit = limit;
    this.what = what;
    this.name = "Undecided";
  }
}

/** Runs something that makes an error which is no defect, without the cost of recording where: it happens for every resource. */
export function withoutStackTrace<T>(run: () => T): T {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return run();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

/** Thrown when text that must be JSON (or the like) is not. Rules that care report it; others skip the element. */
export class Malformed extends Error {
  constructor(
    readonly what: string,
    /** Where the parser gave up. Never holds the text itself, which may be a secret. */
    readonly position: string,
  ) {
    super(`${what} is malformed${position ? ` ${position}` : ""}`);
    this.name = "Malformed";
  }
}

/** Runs `read`; `undefined` instead of throwing when it needs something unknown or malformed. */
export function whenKnown<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Undecided || error instanceof Malformed) {
      return undefined;
    }
    throw error;
  }
}

/**
 * Whether `test` holds for some item. An item that cannot be decided counts only when no other item holds: then the
 * whole question is undecided (throws).
 */
export function some<T>(items: Iterable<T>, test: (item: T) => boolean): boolean {
  return find(items, test) !== undefined;
}

/** Whether `test` holds for every item; one that fails decides, whatever the unknown ones are. Throws like `some`. */
export function every<T>(items: Iterable<T>, test: (item: T) => boolean): boolean {
  return !some(items, (item) => !test(item));
}

/** The first item for which `test` holds, wrapped so that `undefined` items work too. Throws like `some`. */
export function find<T>(items: Iterable<T>, test: (item: T) => boolean): { readonly item: T } | undefined {
  let undecided: Undecided | undefined;
  for (const item of items) {
    try {
      if (test(item)) {
        return { item };
      }
    } catch (error) {
      if (!(error instanceof Undecided)) {
        throw error;
      }
      undecided ??= error;
    }
  }
  if (undecided) {
    throw undecided;
  }
  return undefined;
}
