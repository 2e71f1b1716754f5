import { canCollide, physicalNames, quoteName } from "../../aws/naming";
import { SSM_PARAMETER } from "../../aws/types";
import { definePolicy, environmentSuffix, matchesGlob, resourcesOfType, texts } from "../../core";

export default definePolicy({
  name: "ssm-parameter-name-suffix",
  category: "governance",
  requirements: ["GOV-02"],
  severity: "low",
  level: "mandatory",
  title: "Names of SSM parameters carry the environment suffix",
  description:
    "The name of an SSM parameter contains the environment suffix, so that no environment reads another's value.",
  rationale:
    "Parameters are read by name. One name for all environments means that a build of one environment runs with the token of another.",
  fix: "Add the suffix to the name: `/app/token-${environmentSuffix}` or `/app/${environmentSuffix}/token`.",
  references: [
    "https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-hierarchies.html",
    "https://www.pulumi.com/docs/iac/concepts/resources/names/",
  ],
  options: {
    exemptNames: texts({
      default: [],
      description: "Parameters that all environments share; `*` matches any text.",
    }),
  },
  subjects: resourcesOfType(...SSM_PARAMETER),
  needs: "resource",
  check(resource, { options, settings, stack, environment, report, each }) {
    each(physicalNames(resource), (value) => {
      const name = value.string();
      if (name === undefined || options.exemptNames.some((pattern) => matchesGlob(name, pattern))) {
        return;
      }
      const suffix = environmentSuffix(stack, settings, environment);
      if (canCollide(resource, name, suffix, settings)) {
        report(value, {
          found: `The name ${quoteName(name)} does not contain the environment suffix ${suffix.display}.`,
          fix: `Write name: \`${name.slice(0, 100)}-\${environmentSuffix}\`, with environmentSuffix from the stack's config or pulumi.getStack().`,
        });
      }
    });
  },
});
