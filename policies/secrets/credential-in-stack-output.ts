import { findCredentialTexts, outputTexts } from "../../aws/texts";
import { definePolicy, flag, resourcesOfType, ROOT_STACK_TYPE } from "../../core";

export default definePolicy({
  name: "credential-in-stack-output",
  category: "secrets",
  requirements: ["SEC-03"],
  severity: "critical",
  level: "mandatory",
  title: "No stack output shows a credential",
  description: "The stack exports no credential.",
  rationale:
    "Outputs are printed at the end of every update, into the logs of the pipeline too, and whoever may read the stack may read them. A pack is not shown whether an output is marked as secret, so marked ones are reported as well; another stack can have the ARN of the secret instead.",
  fix: "Keep the credential in Secrets Manager and export the secret's ARN. If others must read the value itself, mark it with pulumi.secret() and exempt this finding.",
  references: [
    "https://www.pulumi.com/docs/iac/concepts/stacks/#outputs",
    "https://www.pulumi.com/docs/iac/concepts/secrets/",
  ],
  options: {
    allowExampleKeys: flag({
      default: false,
      description: "Accept the example keys of AWS's documentation (they end in EXAMPLE).",
    }),
  },
  subjects: resourcesOfType(ROOT_STACK_TYPE),
  needs: "stack-only",
  check(stack, { options, report }) {
    for (const { place, formats } of findCredentialTexts(outputTexts(stack), options.allowExampleKeys)) {
      report(place, {
        found: `The output holds ${formats.map((format) => format.name).join(" and ")}.`,
        key: `${place.display}:${formats.map((format) => format.id).join("+")}`,
      });
    }
  },
});
