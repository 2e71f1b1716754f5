import type { Control } from "../../library";
import { policies, SETTINGS_POLICY } from "../../library";
import { compose } from "../../profiles/compose";
import { CONTROL_SETS, NONE } from "../../profiles/control-sets";
import { controlsOf, nameOfStandard, publishedIds, STANDARDS } from "../../profiles/controls";

const GUIDE = "https://docs.aws.amazon.com/securityhub/latest/userguide/";

const claims = policies.flatMap((policy) =>
  controlsOf(policy).map((control) => ({ policy: policy.facts.name, control })),
);

function shown({ policy, control }: { readonly policy: string; readonly control: Control }): string {
  return `${policy}: ${nameOfStandard(control)} ${control.id}`;
}

function controlsOfPolicy(name: string): readonly string[] {
  const policy = policies.find(({ facts }) => facts.name === name);
  return (policy ? controlsOf(policy) : []).map((control) => `${nameOfStandard(control)} ${control.id}`);
}

describe("the controls of the policies", () => {
  it("are published by the standard that they name", () => {
    const made = claims.filter(({ control }) => publishedIds(control)?.has(control.id) !== true).map(shown);
    expect(made).toEqual([]);
  });

  it("are said to be foundational exactly when AWS lists them so", () => {
    const foundational = publishedIds({ framework: "AWS Foundational Security Best Practices", version: "1.0.0" });
    const hidden = claims.filter(
      ({ control }) => control.framework === "AWS Security Hub" && foundational?.has(control.id) === true,
    );
    expect(hidden.map(shown)).toEqual([]);
  });

  it("link to the place of their id where AWS describes it", () => {
    const wrong = claims
      .filter(({ control }) => control.framework.startsWith("AWS "))
      .filter(({ control: { id, url } }) => {
        const [service = "", number = ""] = id.toLowerCase().split(".");
        return url !== `${GUIDE}${service}-controls.html#${service}-${number}`;
      });
    expect(wrong.map(shown)).toEqual([]);
  });

  it("link to a page of the standard's publisher otherwise", () => {
    const hosts = claims
      .filter(({ control }) => !control.framework.startsWith("AWS "))
      .map(({ control }) => new URL(control.url).hostname);
    expect(new Set(hosts)).toEqual(new Set(["www.cisecurity.org", "doi.org", "www.pcisecuritystandards.org"]));
  });

  it("are named once by each policy", () => {
    for (const { facts } of policies) {
      const own = (facts.controls ?? []).map((control) => `${nameOfStandard(control)} ${control.id}`);
      expect([facts.name, own]).toEqual([facts.name, [...new Set(own)]]);
    }
    expect(claims.map(shown)).toEqual([...new Set(claims.map(shown))]);
  });

  it("name of CIS only what no control of AWS Security Hub answers", () => {
    const twice = policies.flatMap((policy) => {
      const own = policy.facts.controls ?? [];
      const derived = controlsOf({ facts: { ...policy.facts, controls: own.filter(isOfAws) } });
      return own
        .filter((control) => !isOfAws(control))
        .filter((control) => derived.some((one) => one.framework === control.framework && isSame(one, control)))
        .map((control) => shown({ policy: policy.facts.name, control }));
    });
    expect(twice).toEqual([]);
  });

  it.each(STANDARDS.map((standard) => [nameOfStandard(standard), standard] as const))(
    "answer %s",
    (_name, standard) => {
      expect(claims.filter(({ control }) => isSame(control, { ...control, ...standard })).length).toBeGreaterThan(0);
      expect(publishedIds(standard)?.size).toBeGreaterThan(10);
    },
  );

  it("come in the order of the standards, ids as people count", () => {
    expect(controlsOfPolicy("kms-key-rotation")).toEqual([
      "AWS Security Hub KMS.4",
      "CIS AWS Foundations Benchmark 5.0.0 3.6",
      "CIS AWS Foundations Benchmark 3.0.0 3.6",
      "CIS AWS Foundations Benchmark 1.4.0 3.8",
      "CIS AWS Foundations Benchmark 1.2.0 2.8",
      "NIST SP 800-53 Rev. 5 SC-12",
      "NIST SP 800-53 Rev. 5 SC-12(2)",
      "NIST SP 800-53 Rev. 5 SC-28(3)",
      "PCI DSS 4.0.1 3.7.4",
      "PCI DSS 3.2.1 3.6.4",
    ]);
    expect(controlsOfPolicy("vpc-dns")).toEqual([]);
  });

  it("of a control that nobody maps are that control alone", () => {
    const [first] = policies;
    const control = { framework: "AWS Security Hub", version: "", id: "Nobody.1", url: GUIDE };
    expect(first && controlsOf({ facts: { ...first.facts, controls: [control] } })).toEqual([control]);
  });
});

describe("the lists of ids", () => {
  it.each([
    ["AWS Foundational Security Best Practices", "1.0.0", "S3.8", "S3.14"],
    ["AWS Security Hub", "", "KMS.4", "CodeBuild.5"],
    ["CIS AWS Foundations Benchmark", "5.0.0", "1.10", "1.22"],
    ["CIS AWS Foundations Benchmark", "3.0.0", "1.22", "5.7"],
    ["NIST SP 800-53", "Rev. 5", "AC-3(15)", "AC-3(6)"],
    ["PCI DSS", "4.0.1", "1.4.4", "1.3.6"],
  ])("of %s %s have %s and not %s", (framework, version, id, other) => {
    const ids = publishedIds({ framework, version });
    expect([ids?.has(id), ids?.has(other)]).toEqual([true, false]);
  });

  it.each([
    ["CIS AWS Foundations Benchmark", "9.9.9"],
    ["NIST SP 800-53", "Rev. 4"],
    ["ISO 27001", "2022"],
  ])("of %s %s are not known", (framework, version) => {
    expect(publishedIds({ framework, version })).toBeUndefined();
  });
});

describe("control sets", () => {
  it("are one for each standard", () => {
    expect(CONTROL_SETS.map(({ name }) => name)).toEqual(["fsbp", "cis", "nist-800-53", "pci-dss"]);
  });

  it.each(CONTROL_SETS.map((set) => [set.name, set] as const))(
    "%s makes its policies mandatory and says nothing else",
    (_name, set) => {
      const names = policies.map(({ facts }) => facts.name);
      expect(Object.keys(set.settings).length).toBeGreaterThan(10);
      expect(Object.keys(set.settings).filter((name) => !names.includes(name))).toEqual([]);
      expect(Object.values(set.settings)).toEqual(
        Object.values(set.settings).map(() => ({ enforcementLevel: "mandatory" })),
      );
    },
  );

  it.each([
    ["fsbp", "s3-bucket-secure-transport", "s3-bucket-versioning"],
    ["cis", "ec2-instance-profile", "s3-bucket-versioning"],
    ["nist-800-53", "s3-bucket-versioning", "ec2-instance-profile"],
    ["pci-dss", "s3-bucket-public-access-block", "vpc-flow-log"],
  ])("%s has %s and not %s", (name, member, other) => {
    const settings = CONTROL_SETS.find((set) => set.name === name)?.settings ?? {};
    expect([member in settings, other in settings]).toEqual([true, false]);
  });

  it("stand on nothing but what serves no requirement, the shared settings first of all", () => {
    const { all, ...others } = NONE.settings;
    expect(all).toEqual({ enforcementLevel: "disabled" });
    expect(others[SETTINGS_POLICY]).toEqual({ enforcementLevel: "advisory" });
    const serving = policies.filter(({ facts }) => facts.requirements.length > 0).map(({ facts }) => facts.name);
    expect(serving.filter((name) => name in others)).toEqual([]);
  });

  it("laid over everything that is off are all that is on", () => {
    const [set] = CONTROL_SETS;
    const file = compose([NONE.settings, set?.settings ?? {}]);
    expect(file).toEqual({ ...NONE.settings, ...set?.settings });
  });

  it("laid over another profile leave the others as that has them", () => {
    const set = CONTROL_SETS.find(({ name }) => name === "cis")?.settings ?? {};
    expect(compose([{ all: { enforcementLevel: "advisory" } }, set])).toEqual({
      all: { enforcementLevel: "advisory" },
      ...set,
    });
  });
});

function isOfAws({ framework }: Control): boolean {
  return framework.startsWith("AWS ");
}

function isSame(one: Control, other: Control): boolean {
  return one.framework === other.framework && one.version === other.version && one.id === other.id;
}
