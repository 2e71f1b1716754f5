/** What a user sees of remediation in the real CLI, and what stands in the state afterwards. */
import { join } from "node:path";
import { policies } from "../../policies";
import { packageRoot, type PackSettings } from "../../testing/analyzer";
import { hasPythonSdk } from "../../testing/python-host";
import { describeCli, findLanguageHost, runCli, type CliResult, type FollowUp } from "./cli";

const PASSWORD = "correct-horse-battery";
const remediating = policies.filter(({ hasRemediation }) => hasRemediation).map(({ facts }) => facts.name);

/** Only the policies that remediate, at a level. */
function settings(level: "remediate" | "mandatory" | "advisory"): PackSettings {
  return {
    all: "disabled",
    "baseline-settings": "advisory",
    ...Object.fromEntries(remediating.map((name) => [name, { enforcementLevel: level }])),
    "sns-topic-encryption": { enforcementLevel: level, remediationKey: "alias/alerts" },
  };
}

function run(language: string, packSettings: PackSettings, skipPreview = false): Promise<CliResult> {
  return runCli({
    directory: join(packageRoot(), "test", "e2e", "remediation", language),
    command: "up",
    skipPreview,
    followUp: true,
    arguments: ["--show-policy-remediations"],
    config: { "aws:region": "us-east-1", password: PASSWORD },
    secretKeys: ["password"],
    packSettings,
  });
}

interface Change {
  readonly was: unknown;
  readonly is: unknown;
}

/** The places at which two values differ, as `tags.Environment`. Encryption gives another text each time. */
function changesIn(was: unknown, is: unknown, path = ""): Record<string, Change> {
  if (path.endsWith(".ciphertext")) {
    return {};
  }
  if (!isContainer(was) || !isContainer(is)) {
    return was === is ? {} : { [path]: { was, is } };
  }
  const keys = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return Object.assign(
    {},
    ...keys.map((key) => changesIn(was[key], is[key], path === "" ? key : `${path}.${key}`)),
  ) as Record<string, Change>;
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** The inputs in a state by the name of their resource: `Key ignored`. */
function inputsIn({ resources }: FollowUp): Record<string, Record<string, unknown>> {
  return Object.fromEntries(
    resources
      .filter(({ type }) => type.startsWith("aws:"))
      .map(({ urn, inputs }) => [urn.replace(/.*:(\w+)::(\w+)$/, "$1 $2"), inputs]),
  );
}

/** What stands after an update that worked. */
function after({ exitCode, followUp }: CliResult): FollowUp {
  if (exitCode !== 0 || !followUp) {
    throw new Error(`The update ended with ${exitCode}.`);
  }
  return followUp;
}

function remediationsIn({ events }: CliResult): string[] {
  return events.flatMap(({ policyRemediationEvent: event }) =>
    isContainer(event) ? [String(event["policyName"])] : [],
  );
}

/** The operations that a preview plans on resources of AWS. */
function operationsIn({ events }: CliResult): string[] {
  return events.flatMap(({ resourcePreEvent: event }) => {
    const metadata = isContainer(event) ? event["metadata"] : undefined;
    return isContainer(metadata) && String(metadata["type"]).startsWith("aws:") ? [String(metadata["op"])] : [];
  });
}

const TAGS = { Environment: "dev", ManagedBy: "Pulumi", Project: "remediation" };

/** What differs when a resource has got the tags: in one go where it had none. */
function tagged(hadTags: boolean): Record<string, Change> {
  const added = (property: string): Record<string, Change> =>
    Object.fromEntries(
      Object.entries(TAGS).map(([key, is]): [string, Change] => [`${property}.${key}`, { was: undefined, is }]),
    );
  return { ...(hadTags ? added("tags") : { tags: { was: undefined, is: TAGS } }), ...added("tagsAll") };
}

const turnedOn: Change = { was: false, is: true };

/** All that differs between the states without and with remediation. */
const CHANGES: Record<string, Record<string, Change>> = {
  "Topic alerts": { ...tagged(false), kmsMasterKeyId: { was: undefined, is: "alias/alerts" } },
  "Topic unknown": tagged(true),
  "Bucket data": tagged(true),
  "BucketPublicAccessBlock data": {
    blockPublicPolicy: turnedOn,
    ignorePublicAcls: turnedOn,
    restrictPublicBuckets: turnedOn,
  },
  "Parameter token": { ...tagged(false), type: { was: "String", is: "SecureString" } },
  // The whole map is a secret and stays one, so what is new in it does not show.
  "Parameter flag": Object.fromEntries(Object.entries(tagged(true)).filter(([path]) => path.startsWith("tagsAll."))),
  "Key key": { ...tagged(true), enableKeyRotation: turnedOn },
  "Volume disk": { ...tagged(false), encrypted: { was: undefined, is: true } },
  "Trail audit": { ...tagged(false), enableLogFileValidation: turnedOn },
  "LogGroup app": { ...tagged(false), retentionInDays: { was: 0, is: 14 } },
  "Vpc main": { ...tagged(false), enableDnsHostnames: { was: undefined, is: true } },
  "Instance host": {
    ...tagged(false),
    rootBlockDevice: { was: undefined, is: { encrypted: true } },
    metadataOptions: { was: undefined, is: { httpTokens: "required" } },
  },
  "LaunchTemplate hosts": {
    ...tagged(false),
    "blockDeviceMappings.0.ebs.encrypted": { was: undefined, is: "true" },
    "metadataOptions.httpTokens": { was: "optional", is: "required" },
  },
  "BucketObject page": tagged(false),
  "Function files": tagged(false),
  "Function inline": tagged(false),
  "Topic read": {},
};

describeCli("remediation in the CLI", () => {
  let untouched: CliResult;
  let remediated: CliResult;

  beforeAll(async () => {
    untouched = await run("typescript", settings("advisory"));
    remediated = await run("typescript", settings("remediate"));
  });

  it("every policy that can remediates, and finds nothing then, neither in the preview nor in the update", () => {
    expect([...new Set(remediationsIn(remediated))].sort()).toEqual([...remediating].sort());
    expect(remediated.findings).toEqual([]);
    expect(new Set(untouched.findings.map(({ policyName }) => policyName))).toEqual(new Set(remediating));
  });

  it("the state has the changes, and nothing else is another than without them", () => {
    const [before, now] = [inputsIn(after(untouched)), inputsIn(after(remediated))];
    expect(Object.keys(now).sort()).toEqual(Object.keys(before).sort());
    const changes = Object.entries(now).map(([name, is]): [string, unknown] => [name, changesIn(before[name], is)]);
    expect(Object.fromEntries(changes)).toEqual(CHANGES);
  });

  it("a second run changes nothing, and says what is remediated", () => {
    const { preview } = after(remediated);
    expect(preview.exitCode).toBe(0);
    expect(new Set(operationsIn(preview))).toEqual(new Set(["same", "read"]));
    expect(preview.findings).toEqual([]);
    expect(preview.text).toMatch(
      /\[remediate\] {2}kms-key-rotation {2}\(aws:kms:Key: key\) \[diff: .*~enableKeyRotation\]/,
    );
  });

  it("secrets stay secret in the state, in events and in what is printed", () => {
    const { resources, preview } = after(remediated);
    const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
    const inputs = inputsIn(after(remediated));
    expect(inputs["Parameter token"]?.["value"]).toMatchObject(secret);
    expect(inputs["Instance host"]?.["userData"]).toMatchObject(secret);
    expect(inputs["Key key"]?.["tags"]).toMatchObject({ ...TAGS, Contact: secret });
    // The provider puts all tags in clear into tagsAll, with and without a pack.
    const elsewhere = JSON.stringify(resources.map(({ inputs, outputs }) => [inputs, outputs].map(withoutTagsAll)));
    expect(elsewhere).not.toContain(PASSWORD);
    const events = [...remediated.events, ...preview.events].map((event) => JSON.stringify(withoutTagsAll(event)));
    expect(events.filter((event) => event.includes(PASSWORD))).toEqual([]);
    expect(preview.text).not.toContain(PASSWORD);
  });

  it.each(["advisory", "mandatory"] as const)("changes nothing at the level %s", async (level) => {
    const result =
      level === "advisory" ? untouched : await run("typescript", settings(level)).catch((error: Error) => error);
    expect(result).not.toBeInstanceOf(Error);
    expect(remediationsIn(result as CliResult)).toEqual([]);
  });

  it("leaves alone what ignoreChanges names and what is exempted", async () => {
    const exemptions = [{ policy: "kms-key-rotation", resource: "accepted", reason: "Replaced in spring" }];
    const packSettings = {
      ...settings("remediate"),
      "baseline-settings": { enforcementLevel: "advisory" as const, exemptions },
    };
    const { exitCode, events, findings, text } = await runCli({
      directory: join(packageRoot(), "test", "e2e", "remediation", "left-alone"),
      command: "preview",
      config: { "aws:region": "us-east-1" },
      arguments: ["--show-policy-remediations"],
      packSettings,
    });
    const rotated = events.flatMap(({ policyRemediationEvent: event }) =>
      isContainer(event) && event["policyName"] === "kms-key-rotation" ? [String(event["resourceUrn"])] : [],
    );
    expect(rotated.map((urn) => urn.split("::").at(-1))).toEqual(["changed"]);
    expect(
      findings
        .map(({ policyName, urn, enforcementLevel }) => [policyName, urn.split("::").at(-1), enforcementLevel])
        .sort(),
    ).toEqual([
      ["kms-key-rotation", "ignored", "mandatory"],
      ["resource-required-tags", "ignored", "mandatory"],
    ]);
    expect(exitCode).not.toBe(0);
    expect(text).toContain("(aws:kms:Key: changed) [diff: ~enableKeyRotation]");
  });

  const languages = [
    ...(findLanguageHost("yaml") === undefined ? [] : ["yaml"]),
    ...(hasPythonSdk() ? ["python"] : []),
  ];
  (languages.length > 0 ? it.each(languages) : it.skip.each(["yaml", "python"]))(
    "remediates in %s",
    async (language) => {
      const result = await run(language, settings("remediate"), true);
      expect(result.findings).toEqual([]);
      const inputs = inputsIn(after(result));
      expect(inputs["Parameter token"]).toMatchObject({ type: "SecureString", tags: TAGS });
      expect(inputs["Key key"]).toMatchObject({ description: "data", enableKeyRotation: true, tags: TAGS });
      expect(JSON.stringify(after(result).resources)).not.toContain(PASSWORD);
      expect(new Set(operationsIn(after(result).preview))).toEqual(new Set(["same"]));
    },
  );
});

/** The same without any tagsAll. */
function withoutTagsAll(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutTagsAll);
  }
  if (!isContainer(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) => (key === "tagsAll" ? [] : [[key, withoutTagsAll(one)]])),
  );
}
