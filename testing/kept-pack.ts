/** The pack that unit tests share: started once, told about one stack after another, gone with the process. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { Socket } from "node:net";
import { resolve } from "node:path";
import { environmentFor, packageRoot, serve, type Analyzer, type StackInfo } from "./analyzer";
import { PACK_HOST } from "./pack-host";

/** A running pack that can be moved to another stack. */
export interface KeptAnalyzer extends Analyzer {
  /** Gives the pack the environment of a run for the stack, and this process's own as it is now. */
  enter(stack: StackInfo): Promise<void>;
  isAlive(): boolean;
}

/** Starts a pack that lives as long as this process, and does not keep it alive. */
export async function keepAnalyzer(packDirectory: string): Promise<KeptAnalyzer> {
  const { child, analyzer } = await serve({ packDirectory }, PACK_HOST);
  child.unref();
  child.channel?.unref();
  for (const stream of [child.stdout, child.stderr]) (stream as Socket | null)?.unref();
  const enter = (stack: StackInfo): Promise<void> =>
    new Promise((entered, reject) => {
      const gone = (): void => reject(new Error(`The policy pack has ended.\n${analyzer.output()}`.trim()));
      child.once("exit", gone);
      child.once("message", () => {
        child.removeListener("exit", gone);
        child.channel?.unref();
        entered();
      });
      // Waiting for the answer is worth staying alive for.
      child.channel?.ref();
      child.send({ environment: environmentFor(stack) }, (error) => {
        if (error !== null) gone();
      });
    });
  return { ...analyzer, enter, isAlive: () => child.exitCode === null && child.signalCode === null };
}

interface Shared {
  readonly packs: Map<string, Promise<KeptAnalyzer>>;
  readonly inside: AsyncLocalStorage<true>;
  turn: Promise<unknown>;
}

/** A test runner may load this module several times into one process (`jest.resetModules`): they share. */
const KEY = Symbol.for("aws-security-baseline/testing");

function shared(): Shared {
  const holder = globalThis as { [KEY]?: Shared };
  return (holder[KEY] ??= { packs: new Map(), inside: new AsyncLocalStorage(), turn: Promise.resolve() });
}

/**
 * Does some work with the pack of a folder (this package by default), alone: a pack judges one stack at a time, and so does
 * the Pulumi SDK in a process. Rejects when it is called from within such work, which would wait for itself.
 */
export async function withPack<T>(
  packDirectory: string | undefined,
  stack: StackInfo,
  work: (pack: Analyzer) => Promise<T>,
): Promise<T> {
  const { inside } = shared();
  if (inside.getStore() === true) {
    throw new Error("A program under test cannot start a preview or an evaluation of its own. Call it in the test.");
  }
  const alone = async (): Promise<T> => {
    const pack = await packOf(packDirectory === undefined ? packageRoot() : resolve(packDirectory));
    await pack.enter(stack);
    return work(pack);
  };
  const result = shared().turn.then(() => inside.run(true, alone));
  shared().turn = result.catch(() => undefined);
  return result;
}

async function packOf(directory: string): Promise<KeptAnalyzer> {
  const { packs } = shared();
  const known = await packs.get(directory);
  if (known !== undefined && known.isAlive()) return known;
  const started = keepAnalyzer(directory);
  packs.set(directory, started);
  // What could not be started is tried again by the next test, which then has the message as well.
  started.catch(() => packs.delete(directory));
  return started;
}

/** Ends the packs that tests have started. They end with the process anyway; runners with hooks do it after each file. */
export async function closePacks(): Promise<void> {
  const { packs } = shared();
  const started = [...packs.values()];
  packs.clear();
  await Promise.all(started.map((one) => one.then((pack) => pack.close()).catch(() => undefined)));
}
