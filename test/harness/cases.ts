import type { StackBuilder } from "./builder";

/** Writes the program of a case. */
export type Build = (s: StackBuilder) => void;

export interface ExpectedFinding {
  /** Logical name of the resource; `"stack"` for the root stack. */
  readonly resource: string;
  /** The path of the finding, `""` for the resource as a whole. */
  readonly path: string;
  /** What the message must say. */
  readonly found: RegExp;
  /** What the fix must say, where the case is about it. */
  readonly fix?: RegExp;
  /** The key, where the case is about it. */
  readonly key?: string;
}

export interface Case {
  readonly stack: Build;
  /** Settings of the policy. */
  readonly options?: Readonly<Record<string, unknown>>;
  /** Shared settings (`baseline-settings`). */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** The stack's configuration, `namespace:key`; `aws:region` is us-east-1 unless set. */
  readonly config?: Readonly<Record<string, string>>;
  /** Environment variables of the run. */
  readonly env?: Readonly<Record<string, string>>;
  /** Name of the stack, `dev` unless set; of the project, `app`. */
  readonly stackName?: string;
  readonly project?: string;
}

export interface FailingCase extends Case {
  /** Exactly what is reported, in any order; the same in a preview and after it unless `inPreview` says otherwise. */
  readonly findings: readonly ExpectedFinding[];
  readonly inPreview?: readonly ExpectedFinding[];
}

export interface RemediationCase extends Case {
  /** Inputs of the resource of this logical name after remediation; `undefined` when it must stay as it is. */
  readonly resource: string;
  readonly becomes: Readonly<Record<string, unknown>> | undefined;
}

export interface Cases {
  readonly policy: string;
  /** Right programs. Silent in a preview and after it. */
  readonly passes: Readonly<Record<string, Case | Build>>;
  readonly fails: Readonly<Record<string, FailingCase>>;
  /** Programs with an unknown where it matters. Silent in the preview. */
  readonly undecided: Readonly<Record<string, Case | Build>>;
  /** Input that no provider would accept: the findings given, or none; never a crash. */
  readonly malformed: Readonly<Record<string, Case | FailingCase | Build>>;
  readonly remediates?: Readonly<Record<string, RemediationCase>>;
}

/** The table of cases of one policy: the default export of `test/policies/<category>/<policy>.cases.ts`. */
export function cases(policy: string, table: Omit<Cases, "policy">): Cases {
  return { policy, ...table };
}

export function caseOf(one: Case | Build): Case {
  return typeof one === "function" ? { stack: one } : one;
}
