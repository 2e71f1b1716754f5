/**
 * What holds for every policy, whatever it checks. The programs are those of the case tables, so that a new policy is
 * covered as soon as it has cases. fast-check prints the seed of a failure; FC_SEED repeats it, and FC_SEED=random takes a new one.
 */
import fc from "fast-check";
import { policies } from "../policies";
import type { AnalyzedResource } from "../testing/analyzer";
import { allCases } from "./harness/all-cases";
import { UNKNOWN, type Mode } from "./harness/builder";
import { caseOf, type Case } from "./harness/cases";
import { evaluateRequests, requestsOf, type SeenFinding } from "./harness/evaluate";

type Requests = ReturnType<typeof requestsOf>;

interface Program {
  readonly name: string;
  readonly policy: string;
  readonly one: Case;
}

const programs: readonly Program[] = allCases().flatMap(({ table }) =>
  Object.entries({ ...table.passes, ...table.fails, ...table.undecided, ...table.malformed }).map(([name, one]) => ({
    name: `${table.policy}: ${name}`,
    policy: table.policy,
    one: caseOf(one),
  })),
);

/** The same programs in every run, so that a change is what breaks it; FC_SEED=random looks for more. */
const SEED = 20261121;
const wanted = process.env["FC_SEED"] ?? String(SEED);
const seed = wanted === "random" ? {} : { seed: Number(wanted) };
const anyProgram = fc.constantFrom(...programs);

function keysOf(findings: readonly SeenFinding[]): string[] {
  return findings.map(({ policy, resource, path, key }) => `${policy} ${resource} ${path} ${key}`).sort();
}

const requirementsOf = new Map(policies.map(({ facts }) => [facts.name, facts.requirements]));

/**
 * The rows that a finding is about, on its resource. While it is not known whether the more specific policy of a row speaks, the
 * other one may: what is wrong is wrong in either case.
 */
function mistakesOf({ policy, resource }: SeenFinding): string[] {
  return (requirementsOf.get(policy) ?? []).map((row) => `${resource} ${row}`);
}

async function findingsOf(program: Program, requests: Requests): Promise<SeenFinding[]> {
  return evaluateRequests(requests, program.one, program.policy, "in-process");
}

/** Puts a value at a place of one resource's properties, as the program would have: in inputs and outputs alike. */
function replaced(requests: Requests, resource: number, path: readonly (string | number)[], value: unknown): Requests {
  return requests.map((request, index) =>
    index === resource
      ? { ...request, inputs: withValue(request.inputs, path, value), outputs: withValue(request.outputs, path, value) }
      : request,
  );
}

function withValue(resource: AnalyzedResource, path: readonly (string | number)[], value: unknown): AnalyzedResource {
  const properties = structuredClone(resource.properties) as Record<string, unknown>;
  let container: Record<string | number, unknown> = properties;
  for (const key of path.slice(0, -1)) {
    const next = container[key];
    if (typeof next !== "object" || next === null) {
      return resource;
    }
    container = next as Record<string | number, unknown>;
  }
  const last = path.at(-1);
  if (last === undefined || !(last in container)) {
    return resource;
  }
  container[last] = value;
  return { ...resource, properties: properties as AnalyzedResource["properties"] };
}

/** Every place in a resource's properties. */
function placesIn(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== "object" || value === null) {
    return path.length > 0 ? [path] : [];
  }
  const keys = Array.isArray(value) ? [...value.keys()] : Object.keys(value);
  const inside = keys.flatMap((key) => placesIn((value as Record<string | number, unknown>)[key], [...path, key]));
  return path.length > 0 ? [path, ...inside] : inside;
}

/** A place in the inputs of some resource of a program. */
function placesOf(requests: Requests): { resource: number; path: readonly (string | number)[] }[] {
  return requests.flatMap(({ inputs }, resource) => placesIn(inputs.properties).map((path) => ({ resource, path })));
}

/** JSON of any shape, with the texts that have broken rules before. */
const anyJson = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(
    null,
    "",
    "*",
    "{",
    "[]",
    "{}",
    '{"Statement":',
    "arn:aws:",
    "0.0.0.0/33",
    "::/0",
    -1,
    1e308,
    true,
    [[]],
    [null],
    {
      "": null,
    },
  ),
);

describe.each<Mode>(["preview", "update"])("every policy, %s", (mode) => {
  it("never fails on arbitrary JSON at any property", async () => {
    await fc.assert(
      fc.asyncProperty(anyProgram, fc.nat(), anyJson, async (program, pick, json) => {
        const requests = requestsOf(program.one, mode);
        const places = placesOf(requests);
        const place = places[pick % Math.max(places.length, 1)];
        const changed = place ? replaced(requests, place.resource, place.path, json) : requests;
        const findings = await findingsOf(program, changed);
        expect(findings.filter(({ key }) => key === "internal-error")).toEqual([]);
      }),
      { numRuns: 500, ...seed },
    );
  });

  it("reports the same whatever the order of the resources", async () => {
    await fc.assert(
      fc.asyncProperty(anyProgram, fc.infiniteStream(fc.nat()), async (program, numbers) => {
        const requests = requestsOf(program.one, mode);
        const [root, ...others] = requests;
        const ranked = others.map((request) => ({ request, rank: numbers.next().value as number }));
        const shuffled = ranked.sort((a, b) => a.rank - b.rank).map(({ request }) => request);
        // The engine registers the root stack resource first, always.
        const [before, after] = [
          await findingsOf(program, requests),
          await findingsOf(program, root ? [root, ...shuffled] : []),
        ];
        expect(keysOf(after)).toEqual(keysOf(before));
      }),
      { numRuns: 200, ...seed },
    );
  });
});

describe("every policy, preview", () => {
  it("adds no violation when a value is not known yet", async () => {
    await fc.assert(
      fc.asyncProperty(anyProgram, fc.nat(), async (program, pick) => {
        const requests = requestsOf(program.one, "preview");
        const places = placesOf(requests);
        const place = places[pick % Math.max(places.length, 1)];
        if (!place) {
          return;
        }
        const known = new Set((await findingsOf(program, requests)).flatMap(mistakesOf));
        const after = await findingsOf(program, replaced(requests, place.resource, place.path, UNKNOWN));
        const unknown = `${requests[place.resource]?.inputs.name ?? ""}: ${place.path.join(".")}`;
        const added = after.filter((one) => !mistakesOf(one).some((mistake) => known.has(mistake)));
        expect({ unknown, added: keysOf(added) }).toEqual({ unknown, added: [] });
      }),
      { numRuns: 600, ...seed },
    );
  });

  it("never prints a credential, wherever it stands", async () => {
    // Made up of parts, so that no scanner takes this file for a leak.
    const secrets = [
      `${"AKIA"}${"Q3EGUZ7XPLN4KD2M"}`,
      `ghp_${"a1B2c3D4e5".repeat(4).slice(0, 36)}`,
      `pul-${"0a1b2c3d4e".repeat(4)}`,
    ];
    await fc.assert(
      fc.asyncProperty(anyProgram, fc.nat(), fc.constantFrom(...secrets), async (program, pick, secret) => {
        const requests = requestsOf(program.one, "preview");
        const places = placesOf(requests);
        const place = places[pick % Math.max(places.length, 1)];
        const findings = await findingsOf(
          program,
          place ? replaced(requests, place.resource, place.path, secret) : requests,
        );
        expect(findings.filter(({ message }) => message.includes(secret))).toEqual([]);
      }),
      { numRuns: 300, ...seed },
    );
  });
});
