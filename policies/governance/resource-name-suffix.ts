import { canCarryName, canCollide, physicalNames, quoteName } from "../../aws/naming";
import { SSM_PARAMETER } from "../../aws/types";
import { allResources, definePolicy, environmentSuffix, matchesGlob, texts } from "../../core";

export default definePolicy({
  name: "resource-name-suffix",
  category: "governance",
  requirements: ["GOV-02"],
  severity: "low",
  level: "advisory",
  title: "Physical names carry the environment suffix",
  description: "An explicit physical name contains the environment suffix, so that environments cannot collide.",
  rationale:
    "Two stacks of one program in one account want the same name: the second fails, or, worse, takes over what the first one made.",
  fix: "Add the suffix to the name: `name-${environmentSuffix}`, or leave the name out; the engine then adds random characters.",
  references: ["https://www.pulumi.com/docs/iac/concepts/resources/names/"],
  options: {
    exemptTypes: texts({
      default: [],
      description: "Resource types whose names are shared by all environments; `*` matches any text.",
    }),
    exemptNames: texts({
      default: [],
      description: "Names that are meant to be the same in every environment; `*` matches any text.",
    }),
  },
  subjects: {
    types: { has: canCarryName, label: "a resource with a name" },
    of: (graph) => allResources.of(graph).filter(({ type }) => canCarryName(type)),
  },
  needs: "resource",
  check(resource, { options, settings, stack, environment, report, each }) {
    const isExempt = options.exemptTypes.some((pattern) => matchesGlob(resource.type, pattern));
    if (isExempt || SSM_PARAMETER.includes(resource.type)) {
      return;
    }
    each(physicalNames(resource), (value) => {
      const name = value.string();
      if (name === undefined || options.exemptNames.some((pattern) => matchesGlob(name, pattern))) {
        return;
      }
      const suffix = environmentSuffix(stack, settings, environment);
      if (canCollide(resource, name, suffix, settings)) {
        report(value, {
          found: `The name ${quoteName(name)} does not contain the environment suffix ${suffix.display}.`,
          fix: `Write ${value.display}: \`${name.slice(0, 100)}-\${environmentSuffix}\`, or leave ${value.display} out; the engine then adds random characters.`,
        });
      }
    });
  },
});
