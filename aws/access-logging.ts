import { addTo, Undecided, whenKnown, type Graph, type Resource, type StackFacts, type Value } from "../core";
import { ownAccount } from "./account";
import { bucketsWith, type BucketView } from "./bucket";
import { bucketNameIn, followToBuckets } from "./bucket-link";
import { regionOf } from "./region";

/** One bucket's access logs on their way to another. */
interface Step {
  /** Where the target is named. */
  readonly at: Value;
  readonly from: Node;
  readonly to: Node;
}

interface Node {
  /** The URN of a bucket of the stack, else its name. */
  readonly id: string;
  readonly isOfStack: boolean;
  /** What to call it in a message. */
  readonly label: string;
}

/** Access logs that come back to the bucket that they are about. */
export interface LoggingCycle {
  /** Where the bucket that comes first names its target; all others are named from there on. */
  readonly at: Value;
  /** The buckets in the order of the logs; one that logs to itself is alone. */
  readonly buckets: readonly string[];
}

/** The cycle that is to be told at this target of access logs; undefined when there is none, or it is told elsewhere. */
export function cycleAt(graph: Graph, target: Value): LoggingCycle | undefined {
  return cyclesIn(graph).toldAt.get(placeOf(target));
}

/** Whether the target of access logs is part of a cycle; Undecided when a bucket further on may yet close one. */
export function isInCycle(graph: Graph, target: Value): boolean {
  const { places, open, steps } = cyclesIn(graph);
  if (places.has(placeOf(target))) {
    return true;
  }
  const reached = new Set([whenKnown(() => nodeAt(graph, target))?.id ?? ""]);
  for (const id of reached) {
    const unknown = open.get(id);
    if (unknown) {
      throw new Undecided(unknown.display);
    }
    steps.get(id)?.forEach(({ to }) => reached.add(to.id));
  }
  return false;
}

/** Cycles by the place where they are told, and all places that are part of one. */
function cyclesIn(graph: Graph) {
  return graph.view(cyclesIn, () => {
    const { steps, open } = stepsIn(graph);
    const found = findCycles(steps);
    const cycles = found.map(asCycle);
    return {
      steps,
      open,
      toldAt: new Map(cycles.map((one) => [placeOf(one.at), one])),
      places: new Set(found.flat().map(({ at }) => placeOf(at))),
    };
  });
}

function placeOf(value: Value): string {
  return `${value.owner.urn} ${value.display}`;
}

/** Told at the bucket whose id comes first, so that the order of the program does not matter. */
function asCycle(steps: readonly Step[]): LoggingCycle {
  const first = steps.reduce((best, step, index) => (step.from.id < (steps[best]?.from.id ?? "") ? index : best), 0);
  const turned = [...steps.slice(first), ...steps.slice(0, first)];
  const [{ at }] = turned as [Step];
  return { at, buckets: turned.map(({ from }) => from.label) };
}

/** Every step whose two ends are certain, and by bucket the targets that are not known yet. */
function stepsIn(graph: Graph): { readonly steps: Map<string, Step[]>; readonly open: Map<string, Value> } {
  const steps = new Map<string, Step[]>();
  const open = new Map<string, Value>();
  const views = bucketsWith("logging").of(graph);
  const hasNameless = views.some(({ bucket }) => bucket?.output("bucket").isUnknown);
  for (const view of views) {
    const from = whenKnown(() => nodeOf(view));
    for (const at of whenKnown(() => view.accessLogTargets) ?? []) {
      const to = whenKnown(() => nodeAt(graph, at));
      if (from && to) {
        addTo(steps, from.id, { at, from, to });
      }
      // A name that no bucket bears may be that of one whose name is not known yet.
      if (from && (!to || (hasNameless && !to.isOfStack))) {
        open.set(from.id, at);
      }
    }
  }
  return { steps, open };
}

function nodeOf(view: BucketView): Node | undefined {
  return view.bucket ? nodeOfBucket(view.bucket) : nodeAt(view.graph, view.resource.at("bucket"));
}

function nodeAt(graph: Graph, value: Value): Node | undefined {
  const { buckets } = followToBuckets(graph, value);
  const [only] = buckets;
  if (only) {
    return buckets.length === 1 ? nodeOfBucket(only) : undefined;
  }
  const text = value.string();
  return text === undefined ? undefined : { id: bucketNameIn(text), label: bucketNameIn(text), isOfStack: false };
}

function nodeOfBucket(bucket: Resource): Node {
  return { id: bucket.urn, label: bucket.name, isOfStack: true };
}

/** Depth first without recursion: a chain may be as long as the stack has buckets. */
function findCycles(steps: ReadonlyMap<string, readonly Step[]>): Step[][] {
  const found: Step[][] = [];
  const done = new Set<string>();
  for (const start of steps.keys()) {
    const path: Step[] = [];
    const depth = new Map<string, number>([[start, 0]]);
    const open = [[...(steps.get(start) ?? [])]];
    for (let level = open.at(-1); level && !done.has(start); level = open.at(-1)) {
      const step = level.pop();
      if (!step) {
        open.pop();
        done.add(path.pop()?.to.id ?? start);
        continue;
      }
      const begin = done.has(step.to.id) ? undefined : depth.get(step.to.id);
      if (begin !== undefined) {
        found.push([...path.slice(begin), step]);
      } else if (!done.has(step.to.id)) {
        path.push(step);
        depth.set(step.to.id, path.length);
        open.push([...(steps.get(step.to.id) ?? [])]);
      }
    }
  }
  return found;
}

/**
 * Why S3 does not deliver from one bucket to another: they are in two regions or two accounts. Undefined when they are
 * in one, or when the stack does not tell. https://docs.aws.amazon.com/AmazonS3/latest/userguide/ServerLogs.html
 */
export function apartness(source: Resource, target: Resource, stack: StackFacts): string | undefined {
  const regions = [source, target].map((one) => whenKnown(() => regionOf(one, stack)));
  const accounts = [source, target].map((one) => whenKnown(() => ownAccount(one)));
  return difference("region", regions) ?? difference("account", accounts);
}

function difference(what: string, [source, target]: readonly (string | undefined)[]): string | undefined {
  return source !== undefined && target !== undefined && source !== target
    ? `is in ${what} ${target}, this bucket in ${source}`
    : undefined;
}
