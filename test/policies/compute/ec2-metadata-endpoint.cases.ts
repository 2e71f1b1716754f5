import { cases } from "../../harness/cases";
import { CONFIGURATION, DEFAULTS, fails, INSTANCE, one, SPOT_FLEET, TEMPLATE, type Build } from "./hosts";

const options = (metadataOptions: unknown, type = INSTANCE): Build => one(type, { metadataOptions });
const PATH = "metadataOptions.httpEndpoint";

export default cases("ec2-metadata-endpoint", {
  passes: {
    enabled: options({ httpTokens: "required", httpEndpoint: "enabled" }),
    disabled: options({ httpTokens: "required", httpEndpoint: "disabled" }),
    "a launch template": options({ httpTokens: "required", httpEndpoint: "enabled" }, TEMPLATE),
    "nothing said, of which another policy tells": one(INSTANCE, {}),
    "IMDSv1, of which another policy tells": options({ httpTokens: "optional" }),
    "the account's default": (s) => {
      s.resource(DEFAULTS, "defaults", { httpEndpoint: "enabled" });
      s.resource(INSTANCE, "it", { metadataOptions: { httpTokens: "required" } });
    },
    "the template says it": (s) => {
      const template = s.resource(TEMPLATE, "template", {
        metadataOptions: { httpTokens: "required", httpEndpoint: "enabled" },
      });
      s.resource(INSTANCE, "it", { launchTemplate: { id: template.id } });
    },
    "the template of another stack": one(INSTANCE, {
      launchTemplate: { id: "lt-1" },
      metadataOptions: { httpTokens: "required" },
    }),
    "a launch specification under an account's default": (s) => {
      s.resource(DEFAULTS, "defaults", { httpTokens: "required" });
      s.resource(SPOT_FLEET, "it", { launchSpecifications: [{ ami: "ami-1" }] });
    },
    "a launch specification": one(SPOT_FLEET, { launchSpecifications: [{ ami: "ami-1" }] }),
  },
  fails: {
    "an instance": fails(
      options({ httpTokens: "required" }),
      PATH,
      /httpEndpoint is not set/,
      /"enabled", or "disabled"/,
    ),
    "a launch template": fails(options({ httpTokens: "required" }, TEMPLATE), PATH, /not set/),
    "a launch configuration": fails(options({ httpTokens: "required" }, CONFIGURATION), PATH, /not set/),
    "the account's default has no preference": fails(
      (s) => {
        s.resource(DEFAULTS, "defaults", { httpEndpoint: "no-preference", httpTokens: "required" });
        s.resource(INSTANCE, "it", {});
      },
      PATH,
      /not set/,
    ),
    "the template of an instance, once": {
      stack: (s) => {
        const template = s.resource(TEMPLATE, "it", { metadataOptions: { httpTokens: "required" } });
        s.resource(INSTANCE, "web", { launchTemplate: { id: template.id } });
      },
      findings: [{ resource: "it", path: PATH, found: /not set/ }],
    },
  },
  undecided: {
    "an unknown endpoint": (s) => {
      s.resource(INSTANCE, "it", { metadataOptions: { httpTokens: "required", httpEndpoint: s.unknown } });
    },
  },
  malformed: {
    "another word": fails(options({ httpTokens: "required", httpEndpoint: "on" }), PATH, /httpEndpoint is "on"/),
  },
});
