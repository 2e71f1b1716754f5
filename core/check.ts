import type * as sdk from "@pulumi/policy";
import { redact } from "./credentials";
import type { CheckContext, Finding, Level, PolicyDefinition, Subject } from "./definition";
import { isProtected } from "./environment";
import type { Exemption } from "./exemptions";
import { matchesGlob } from "./glob";
import type { Graph, Resource } from "./graph";
import { formatMessage, oneLine } from "./message";
import type { Options, OptionValues } from "./options";
import type { Run, StackFacts } from "./run";
import type { Settings } from "./settings";
import { Malformed, Undecided } from "./undecided";
import { Value } from "./value";
import { sentence } from "./words";

/** Why a finding that would end an update elsewhere does not here. */
const ADVISORY_HERE = "Advisory here: this is not a protected environment.";

/** The key of a finding about a resource as a whole, of which a policy says one thing. */
const WHOLE_RESOURCE = "resource";

/** What an exemption names a finding by: never empty, and as the message has it, so that it can be copied from there. */
function keyOf({ key }: Finding, path: string): string {
  return redact(oneLine(key ?? "") || oneLine(path) || WHOLE_RESOURCE);
}

/** One check of one request: isolates what cannot be decided and addresses what is found. */
export class Check<S extends Subject, O extends Options> implements CheckContext<O> {
  readonly settings: Settings;
  readonly environment: NodeJS.ProcessEnv;
  readonly exempted: Exemption[] = [];
  /** How many subjects could not be decided as a whole. */
  undecided = 0;
  /** How many subjects had nothing to check. */
  empty = 0;
  reports = 0;
  private at: Resource | undefined;

  constructor(
    private readonly run: Run,
    private readonly definition: PolicyDefinition<S, O>,
    readonly options: OptionValues<O>,
    readonly graph: Graph,
    readonly stack: StackFacts,
    private readonly violate: sdk.ReportViolation,
  ) {
    this.settings = run.settings;
    this.environment = run.environment;
  }

  /** What there is to check. A view that cannot be made yet has nothing, one that fails is a finding about itself. */
  subjects(): readonly S[] {
    let subjects: readonly S[] = [];
    this.isolate(() => {
      subjects = this.definition.subjects.of(this.graph);
    });
    return subjects;
  }

  subject(subject: S): void {
    this.at = subject.resource;
    if (this.isolate(() => this.definition.check(subject, this))) {
      this.undecided++;
    }
  }

  // Rules take these out of the context, so they carry their own `this`.
  readonly each = <T>(items: Iterable<T>, check: (item: T) => void): void => {
    for (const item of items) {
      this.isolate(() => check(item));
    }
  };

  readonly notApplicable = (): void => {
    this.empty++;
  };

  readonly report = (at: Value | Resource, finding: Finding): void => {
    const urn = at instanceof Value ? at.owner.urn : at.urn;
    const path = at instanceof Value ? at.display : "";
    this.emit(urn, path, finding);
  };

  /** A mistake in this policy's settings: told once, as advisory, while the default holds. */
  complain(problem: string): void {
    const { name } = this.definition;
    const message = formatMessage({
      path: "",
      found: `Settings of ${name}: ${sentence(problem)}`,
      fix: `Correct the settings of "${name}" in the policy pack's configuration.`,
      requirements: this.definition.requirements,
      key: problem,
    });
    this.violateAsAdvisory(message, undefined);
  }

  /** Runs a part of the check; true when it could not be decided. */
  private isolate(part: () => void): boolean {
    try {
      part();
      return false;
    } catch (error) {
      if (error instanceof Malformed) {
        return false;
      }
      if (error instanceof Undecided) {
        if (this.graph.isComplete) {
          this.run.ledger.noteUndecided(this.definition.name);
        }
        this.tellUndecided(error);
        return true;
      }
      this.failClosed(error);
      return false;
    }
  }

  private tellUndecided(undecided: Undecided): void {
    const resource = this.at;
    if (!this.settings.reportUndecided || !resource || !this.graph.isComplete) {
      return;
    }
    this.emit(
      resource.urn,
      "",
      {
        found: `This cannot be decided yet: ${undecided.what} is not known in a preview.`,
        fix: "Nothing to do now; it is decided in the update.",
        key: `undecided:${undecided.what}`,
      },
      "advisory",
    );
  }

  /** A defect of ours must neither stop the preview nor let the resource through unseen. */
  private failClosed(error: unknown): void {
    const resource = this.at ?? (this.graph.isComplete ? this.graph.rootStack : this.graph.resources[0]);
    const name = error instanceof Error ? error.name : typeof error;
    const place =
      error instanceof Error ? (/\(?([\w.-]+\.[jt]s:\d+)(?::\d+)?\)?$/m.exec(error.stack ?? "")?.[1] ?? "") : "";
    this.emit(resource?.urn ?? "", "", {
      found: `The check itself failed (${name}${place ? ` in ${place}` : ""}), so ${resource?.name ?? "the stack"} counts as not compliant.`,
      fix: `Report this with the resource's inputs (without secrets); until it is mended, exempt this finding or set "${this.definition.name}" to advisory.`,
      key: "internal-error",
    });
  }

  private emit(urn: string, path: string, finding: Finding, level?: Level): void {
    const { definition } = this;
    const key = keyOf(finding, path);
    const { accepted, ended } = this.run.ledger.judge(definition.name, urn, key);
    if (accepted) {
      this.exempted.push(accepted);
      return;
    }
    this.reports++;
    if (!this.run.isFirstReport(definition.name, urn, key)) {
      return;
    }
    const isLowered = this.isAdvisoryHere();
    const isSaid = isLowered && level === undefined && definition.level === "mandatory";
    const sentences = [
      finding.found,
      ended && `Its exemption (${ended.where}) ended on ${ended.expires}.`,
      isSaid && ADVISORY_HERE,
    ];
    const message = redact(
      formatMessage({
        path,
        found: sentences.filter(Boolean).join(" "),
        fix: finding.fix ?? definition.fix,
        requirements: definition.requirements,
        key,
      }),
    );
    if (level === "advisory" || isLowered) {
      this.violateAsAdvisory(message, urn);
      return;
    }
    this.violate(message, urn);
  }

  /** Whether the settings lower this policy's findings to advisory in this stack. */
  private isAdvisoryHere(): boolean {
    const { settings, stack, environment } = this;
    return (
      settings.advisoryOutsideProtectedEnvironments.some((pattern) => matchesGlob(this.definition.name, pattern)) &&
      !isProtected(stack, settings, environment)
    );
  }

  /** The SDK also takes an object with a level of its own, which its types do not say. */
  private violateAsAdvisory(message: string, urn: string | undefined): void {
    const diagnostic = { message: `${this.definition.description}\n${message}`, urn, enforcementLevel: "advisory" };
    this.violate(diagnostic as unknown as string);
  }
}
