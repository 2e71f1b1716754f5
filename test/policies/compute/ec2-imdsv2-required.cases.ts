import { cases } from "../../harness/cases";
import {
  CONFIGURATION,
  DEFAULTS,
  fails,
  GROUP,
  group,
  INSTANCE,
  nodeGroup,
  one,
  SPOT,
  SPOT_FLEET,
  TEMPLATE,
  withTemplate,
  type Build,
} from "./hosts";

const options = (metadataOptions: unknown, type = INSTANCE): Build => one(type, { metadataOptions });

const withDefaults =
  (defaults: object, inputs: object = {}, region?: string): Build =>
  (s) => {
    s.resource(DEFAULTS, "defaults", { ...defaults, ...(region !== undefined && { region }) });
    s.resource(INSTANCE, "it", { ...inputs });
  };

const ofTemplate =
  (template: object, instance: object, version: unknown = "$Latest", outputs: object = {}): Build =>
  (s) => {
    const made = s.resource(
      TEMPLATE,
      "template",
      { metadataOptions: { httpTokens: "required" }, ...template },
      { outputs: { latestVersion: 3, defaultVersion: 1, ...outputs } },
    );
    s.resource(INSTANCE, "it", { launchTemplate: { id: made.id, version }, ...instance });
  };

const PATH = "metadataOptions.httpTokens";

export default cases("ec2-imdsv2-required", {
  passes: {
    "an instance that requires it": options({ httpTokens: "required" }),
    "a spot instance that requires it": options({ httpTokens: "required" }, SPOT),
    "a launch template that requires it": options({ httpTokens: "required" }, TEMPLATE),
    "a launch configuration that requires it": options({ httpTokens: "required" }, CONFIGURATION),
    "httpEndpoint disabled without httpTokens": options({ httpEndpoint: "disabled" }),
    "httpEndpoint disabled with optional tokens": options({ httpEndpoint: "disabled", httpTokens: "optional" }),
    "a list of one block": options([{ httpTokens: "required" }]),
    "the instance's template requires it": ofTemplate({}, {}),
    "its template disables the endpoint": ofTemplate(
      { metadataOptions: { httpEndpoint: "disabled" } },
      { metadataOptions: { httpTokens: "optional" } },
    ),
    "its template requires it, and it says something else": ofTemplate(
      {},
      { metadataOptions: { httpEndpoint: "enabled" } },
    ),
    "the template of another stack": one(INSTANCE, { launchTemplate: { name: "central" } }),
    "an older version of the template, which cannot be seen": ofTemplate({}, {}, "2"),
    "the account's default": withDefaults({ httpTokens: "required" }),
    "the account's default in the region of both": withDefaults(
      { httpTokens: "required" },
      { region: "eu-west-1" },
      "eu-west-1",
    ),
    "the account's default of the endpoint": withDefaults({ httpEndpoint: "disabled" }),
    "a template under the account's default": (s) => {
      s.resource(DEFAULTS, "defaults", { httpTokens: "required" });
      group(s, s.resource(TEMPLATE, "it", {}));
    },
    "launch specifications, which have no such options": one(SPOT_FLEET, { launchSpecifications: [{ ami: "ami-1" }] }),
    "an instance that is only read": one(INSTANCE, {}, true),
  },
  fails: {
    "nothing said": fails(one(INSTANCE, {}), PATH, /not set, so IMDSv1 may answer/, /httpTokens: "required"/),
    "a request for a spot instance": fails(one(SPOT, {}), PATH, /not set/),
    optional: fails(
      options({ httpTokens: "optional", httpEndpoint: "enabled" }),
      PATH,
      /httpTokens is "optional", so IMDSv1 answers/,
    ),
    "the endpoint only": fails(options({ httpEndpoint: "enabled" }), PATH, /not set/),
    "a launch template": fails(one(TEMPLATE, {}), PATH, /not set/),
    "a launch template of nodes": fails(withTemplate({}, nodeGroup), PATH, /not set/),
    "a launch configuration": fails(options({ httpTokens: "optional" }, CONFIGURATION), PATH, /"optional"/),
    "an instance that weakens its template": fails(
      ofTemplate({}, { metadataOptions: { httpTokens: "optional" } }),
      PATH,
      /"optional"/,
    ),
    "a template alone, and not the instances of it": {
      stack: (s) => {
        const template = s.resource(TEMPLATE, "it", {}, { outputs: { latestVersion: 1 } });
        s.resource(INSTANCE, "web", { launchTemplate: { id: template.id } });
      },
      findings: [{ resource: "it", path: PATH, found: /not set/ }],
    },
    "an account's default of no preference": fails(withDefaults({ httpTokens: "no-preference" }), PATH, /not set/),
    "an account's default of another option": fails(withDefaults({ httpPutResponseHopLimit: 1 }), PATH, /not set/),
    "an account's default in another region": fails(
      withDefaults({ httpTokens: "required" }, {}, "eu-west-1"),
      PATH,
      /not set/,
    ),
    "an account's default, which the instance overrules": fails(
      withDefaults(
        { httpTokens: "required", httpEndpoint: "disabled" },
        { metadataOptions: { httpTokens: "optional" } },
      ),
      PATH,
      /"optional"/,
    ),
    "an account's default of optional": fails(withDefaults({ httpTokens: "optional" }), PATH, /not set/),
  },
  undecided: {
    "unknown tokens": (s) => {
      s.resource(INSTANCE, "it", { metadataOptions: { httpTokens: s.unknown } });
    },
    "unknown options": (s) => {
      s.resource(INSTANCE, "it", { metadataOptions: s.unknown });
    },
    "an unknown endpoint": (s) => {
      s.resource(INSTANCE, "it", { metadataOptions: { httpTokens: "optional", httpEndpoint: s.unknown } });
    },
    "an unknown default": (s) => {
      s.resource(DEFAULTS, "defaults", { httpTokens: s.unknown });
      s.resource(INSTANCE, "it", {});
    },
    "an unknown template": (s) => {
      s.resource(INSTANCE, "it", { launchTemplate: { id: s.unknown } });
    },
    "one template or another": (s) => {
      const required = { metadataOptions: { httpTokens: "required" } };
      const [a, b] = [s.resource(TEMPLATE, "a", required), s.resource(TEMPLATE, "b", required)];
      s.resource(INSTANCE, "it", { launchTemplate: { id: s.text`${a.id}${b.id}` } });
    },
  },
  malformed: {
    "wrong types": {
      stack: (s) => {
        s.resource(INSTANCE, "it", { metadataOptions: "required", launchTemplate: 5 });
        s.resource(GROUP, "web", { launchTemplate: "it", launchConfiguration: {} });
        s.resource(DEFAULTS, "defaults", { httpTokens: ["required"] });
      },
      findings: [{ resource: "it", path: PATH, found: /not set/ }],
    },
    "other case": fails(options({ httpTokens: "Required" }), PATH, /"Required"/),
  },
  remediates: {
    "nothing said": {
      stack: one(INSTANCE, { ami: "ami-1" }),
      resource: "it",
      becomes: { ami: "ami-1", metadataOptions: { httpTokens: "required" } },
    },
    "optional tokens, and nothing else": {
      stack: options({ httpTokens: "optional", httpEndpoint: "enabled", httpPutResponseHopLimit: 3 }),
      resource: "it",
      becomes: { metadataOptions: { httpTokens: "required", httpEndpoint: "enabled", httpPutResponseHopLimit: 3 } },
    },
    "a list of one block": {
      stack: options([{ httpTokens: "optional" }]),
      resource: "it",
      becomes: { metadataOptions: [{ httpTokens: "required" }] },
    },
    "a launch template": {
      stack: one(TEMPLATE, {}),
      resource: "it",
      becomes: { metadataOptions: { httpTokens: "required" } },
    },
    "a launch configuration": {
      stack: one(CONFIGURATION, { imageId: "ami-1" }),
      resource: "it",
      becomes: { imageId: "ami-1", metadataOptions: { httpTokens: "required" } },
    },
    "an instance that overrules its template": {
      stack: one(INSTANCE, { launchTemplate: { id: "lt-1" }, metadataOptions: { httpTokens: "optional" } }),
      resource: "it",
      becomes: { launchTemplate: { id: "lt-1" }, metadataOptions: { httpTokens: "required" } },
    },
    "an instance that leaves it to its template": {
      stack: one(INSTANCE, { launchTemplate: { id: "lt-1" } }),
      resource: "it",
      becomes: undefined,
    },
    "what requires it": { stack: options({ httpTokens: "required" }), resource: "it", becomes: undefined },
    "a disabled endpoint": { stack: options({ httpEndpoint: "disabled" }), resource: "it", becomes: undefined },
    "a spot fleet": { stack: one(SPOT_FLEET, {}), resource: "it", becomes: undefined },
    "unknown options": {
      stack: (s) => {
        s.resource(INSTANCE, "it", { metadataOptions: s.unknown });
      },
      resource: "it",
      becomes: undefined,
    },
    "unknown tokens": {
      stack: (s) => {
        s.resource(INSTANCE, "it", { metadataOptions: { httpTokens: s.unknown } });
      },
      resource: "it",
      becomes: undefined,
    },
    "an unknown endpoint": {
      stack: (s) => {
        s.resource(INSTANCE, "it", { metadataOptions: { httpEndpoint: s.unknown } });
      },
      resource: "it",
      becomes: undefined,
    },
  },
});
