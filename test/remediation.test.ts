/**
 * What holds for every remediation, through the compiled pack: that it is done once and for all, that it changes only
 * what it says, that secrets and unknowns stay what they are, and that the policy has nothing left to say of what it changed.
 * FC_SEED repeats a failure's seed; FC_SEED=random looks for more.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { policies } from "../policies";
import {
  packageRoot,
  reconcile,
  startAnalyzer,
  type AnalyzedResource,
  type Analyzer,
  type PackInfo,
} from "../testing/analyzer";
import { parseMessage } from "../core/message";
import {
  hasSecret,
  hasUnknown,
  isObject,
  secret,
  withoutSecrets,
  type Properties,
  type Value,
} from "../testing/values";
import { allCases } from "./harness/all-cases";
import { UNKNOWN } from "./harness/builder";
import { caseOf, type Case } from "./harness/cases";
import { requestsOf } from "./harness/evaluate";

const wanted = process.env["FC_SEED"] ?? "20261121";
const seed = wanted === "random" ? {} : { seed: Number(wanted) };

/** All that a policy's remediation may touch. */
const TOUCHED: Readonly<Record<string, RegExp>> = {
  "resource-required-tags": /^tags(All)?(\.[^.]+)?$/,
  "ssm-parameter-secure-string": /^type$/,
  "kms-key-rotation": /^(enableKeyRotation|rotationPeriodInDays)$/,
  "s3-bucket-public-access-block": /^(blockPublicAcls|blockPublicPolicy|ignorePublicAcls|restrictPublicBuckets)$/,
  "ec2-volume-encryption":
    /^encrypted$|^rootBlockDevice(\.0)?(\.encrypted)?$|^(ebsBlockDevices|blockDeviceMappings)\.\d+(\.ebs)?(\.0)?(\.encrypted)?$/,
  "cloudtrail-log-file-validation": /^enableLogFileValidation$/,
  "sns-topic-encryption": /^kmsMasterKeyId$/,
  "cloudwatch-log-group-retention": /^retentionInDays$/,
  "vpc-dns": /^(enableDnsSupport|enableDnsHostnames)$/,
  "ec2-imdsv2-required": /^metadataOptions(\.0)?(\.httpTokens)?$/,
};

const remediating = policies.filter(({ hasRemediation }) => hasRemediation);

interface Program {
  readonly policy: string;
  readonly name: string;
  readonly one: Case;
}

const programs: readonly Program[] = allCases()
  .filter(({ table }) => table.policy in TOUCHED)
  .flatMap(({ table }) =>
    Object.entries({ ...table.passes, ...table.fails, ...table.undecided, ...table.malformed, ...table.remediates })
      .map(([name, one]) => ({ policy: table.policy, name, one: caseOf(one) }))
      .filter(({ one }) => !one.env && !one.config),
  );

describe("every remediation", () => {
  let pack: Analyzer;
  let info: PackInfo;

  beforeAll(async () => {
    pack = await startAnalyzer({ env: { PULUMI_CONFIG: JSON.stringify({ "aws:region": "us-east-1" }) } });
    info = await pack.getAnalyzerInfo();
  });
  afterAll(() => pack.close());

  /** Sets the policy to remediate, as the case has it, and begins a run. */
  async function begin({ policy, one }: Program, root: AnalyzedResource | undefined): Promise<void> {
    const key = policy === "sns-topic-encryption" ? { remediationKey: "alias/alerts" } : {};
    const options = { ...key, ...one.options } as Properties;
    await pack.configure(
      reconcile(info, {
        all: "disabled",
        "baseline-settings": { enforcementLevel: "advisory", ...(one.settings as Properties | undefined) },
        [policy]: { ...options, enforcementLevel: "remediate" },
      }),
    );
    if (root) {
      await pack.analyze(root);
    }
  }

  async function remediated(resource: AnalyzedResource): Promise<Properties | undefined> {
    const { remediations } = await pack.remediate(resource);
    expect(remediations.filter(({ diagnostic }) => diagnostic !== "")).toEqual([]);
    return remediations[0]?.properties;
  }

  async function pathsFound(resource: AnalyzedResource): Promise<(string | undefined)[]> {
    const plain = { ...resource, properties: withoutSecrets(resource.properties) };
    const early = (await pack.analyze(plain)).diagnostics;
    const late = (await pack.analyzeStack([plain])).diagnostics;
    return [...early, ...late]
      .filter(({ policyName, urn }) => policyName !== "baseline-settings" && (urn === "" || urn === resource.urn))
      .map(({ message }) => parseMessage(message)?.path);
  }

  it("is done once, changes only what it says, keeps secrets and unknowns, and satisfies its policy there", async () => {
    let changed = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...programs),
        fc.nat(),
        fc.nat(),
        fc.constantFrom<(value: Value) => Value>(
          (value) => value,
          secret,
          () => UNKNOWN,
          () => secret(UNKNOWN),
        ),
        async (program, pick, place, change) => {
          const requests = requestsOf(program.one, "preview");
          const others = requests.slice(1).filter(({ analyzed }) => analyzed);
          const request = others[pick % Math.max(others.length, 1)];
          if (!request) {
            return;
          }
          await begin(program, requests[0]?.inputs);
          const resource = { ...request.inputs, properties: withOneChanged(request.inputs.properties, place, change) };
          const once = await remediated(resource);
          if (!once) {
            return;
          }
          changed++;
          const label = { program: `${program.policy}: ${program.name}`, resource: resource.name };
          const again = await remediated({ ...resource, properties: once });
          expect({ ...label, again: again ?? once }).toEqual({ ...label, again: once });

          const paths = differences(resource.properties, once);
          const untold = paths.filter((path) => TOUCHED[program.policy]?.test(path) !== true);
          expect({ ...label, untold }).toEqual({ ...label, untold: [] });
          expect({ ...label, lost: lostIn(resource.properties, once) }).toEqual({ ...label, lost: [] });

          const still = (await pathsFound({ ...resource, properties: once })).filter((path) =>
            paths.includes(dotted(path)),
          );
          expect({ ...label, still }).toEqual({ ...label, still: [] });
        },
      ),
      { numRuns: 250, ...seed },
    );
    expect(changed).toBeGreaterThan(50);
  });

  /** A required tag has a value only when the settings give it one, and a key that IAM takes for the same must be renamed by a person. */
  const CANNOT_BE_MENDED = new Set(["others from the settings", "IAM takes no second key that differs only in case"]);

  it("of a table's remediation cases leaves nothing for its policy to find", async () => {
    for (const { table } of allCases()) {
      for (const [name, one] of Object.entries(table.remediates ?? {})) {
        const program = { policy: table.policy, name, one };
        const requests = requestsOf(one, "preview");
        const request = requests.find(({ inputs }) => inputs.name === one.resource);
        if (!one.becomes || !request || hasUnknown(one.becomes as Properties)) {
          continue;
        }
        await begin(program, requests[0]?.inputs);
        const properties = await remediated(request.inputs);
        const found = properties && (await pathsFound({ ...request.inputs, properties }));
        const left = CANNOT_BE_MENDED.has(name) ? ["tags"] : [];
        expect({ policy: table.policy, name, found }).toEqual({ policy: table.policy, name, found: left });
      }
    }
  });

  it("gives assets and archives back as they came, and resources that hold them changed otherwise", async () => {
    const signature = "4dabf18193072939515e22adb298388d";
    const file = { [signature]: "c44067f5952c0a294b673a41bacd8c17", path: "a.js", hash: "aa" };
    const inner = { [signature]: "0def7320c3a5731c473e5ecbe6d01bc7", assets: { file }, hash: "bb" };
    const code = { [signature]: "0def7320c3a5731c473e5ecbe6d01bc7", assets: { file, inner }, hash: "cc" };
    const properties = {
      code,
      layers: [{ file }],
      hidden: secret(code),
      tags: { Name: "fn" },
      tagsAll: { Name: "fn" },
    };
    const type = "aws:lambda/function:Function";
    const resource = { type, urn: `urn:pulumi:dev::app::${type}::fn`, name: "fn", properties };
    await begin({ policy: "resource-required-tags", name: "", one: { stack: () => undefined } }, undefined);
    const tags = { Name: "fn", Environment: "dev", ManagedBy: "Pulumi", Project: "app" };
    expect(await remediated(resource)).toEqual({ ...properties, tags, tagsAll: tags });
  });
});

describe("what is said of remediation", () => {
  it("every policy that remediates says what it sets, and no other", () => {
    expect(policies.filter(({ facts }) => facts.remediates !== undefined)).toEqual(remediating);
    expect(Object.keys(TOUCHED).sort()).toEqual(remediating.map(({ facts }) => facts.name).sort());
    expect(remediating.filter(({ facts }) => !/^(Sets|Adds) .*\.$/.test(facts.remediates ?? ""))).toEqual([]);
  });

  it("every row that promises a remediation has one, and none has one that its row does not promise", () => {
    const rows = readFileSync(join(packageRoot(), "docs", "requirements.yaml"), "utf8").split(/^ {2}- id: /m);
    const promised = rows.filter((row) => /^ {4}remediates: /m.test(row)).map((row) => row.slice(0, 6));
    const kept = remediating.map(({ facts }) => facts.requirements.filter((id) => promised.includes(id)));
    expect(kept.every((ids) => ids.length === 1)).toBe(true);
    expect(kept.flat().sort()).toEqual(promised.sort());
  });

  it("no policy remediates by default", () => {
    expect(policies.filter(({ sdk }) => sdk.enforcementLevel === "remediate")).toEqual([]);
  });

  it("the guide lists every one in the policy's own words", () => {
    const guide = readFileSync(join(packageRoot(), "docs", "guides", "remediation.md"), "utf8");
    const cells = guide.split("\n").flatMap((line) => {
      const [, name, text] = /^\| \[([\w-]+)\]\(\.\.\/policies\/\1\.md\) +\| (.*?) *\|$/.exec(line) ?? [];
      return name === undefined ? [] : [[name, text]];
    });
    expect(cells).toEqual(remediating.map(({ facts }) => [facts.name, facts.remediates]).sort());
  });
});

/** Changes one of the properties, by number. */
function withOneChanged(properties: Properties, place: number, change: (value: Value) => Value): Properties {
  const keys = Object.keys(properties);
  const key = keys[place % Math.max(keys.length, 1)];
  const value = key === undefined ? undefined : properties[key];
  return key === undefined || value === undefined ? properties : { ...properties, [key]: change(value) };
}

/** `a[0].b` as `a.0.b`. */
function dotted(path: string | undefined): string {
  return (path ?? "").replace(/\["?([^\]"]*)"?\]/g, ".$1");
}

/** The outermost places at which two values differ, past marks of secrecy. */
function differences(was: Value | undefined, is: Value | undefined, path = ""): string[] {
  const [before, now] = [was, is].map((one) => (one === undefined ? one : withoutSecrets(one)));
  if (isContainer(before) && isContainer(now)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(now)])];
    return keys.flatMap((key) => differences(before[key], now[key], path === "" ? key : `${path}.${key}`));
  }
  return before === now ? [] : [path];
}

/** The places of secrets and unknowns that are neither any more. */
function lostIn(was: Value | undefined, is: Value | undefined, path = ""): string[] {
  if (was === undefined) {
    return [];
  }
  if (was === UNKNOWN) {
    return is === UNKNOWN ? [] : [`${path}: unknown`];
  }
  if (!hasSecret(was) || !isObject(was) || !isObject(is ?? null)) {
    return hasSecret(was) && !hasSecret(is) ? [`${path}: secret`] : [];
  }
  const now = is as Properties;
  return Object.keys(was).flatMap((key) => lostIn(was[key], now[key], `${path}.${key}`));
}

function isContainer(value: Value | undefined): value is Properties {
  return typeof value === "object" && value !== null;
}
