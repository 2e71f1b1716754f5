import { secretsOf } from "../../aws/secret-parts";
import { configKeysOf, originOf } from "../../aws/sensitive";
import { isPlainEntry } from "../../aws/stack-settings";
import { allResources, definePolicy } from "../../core";

export default definePolicy({
  name: "secret-plain-config",
  category: "secrets",
  requirements: ["SEC-02"],
  severity: "high",
  level: "advisory",
  title: "Secrets of the configuration are encrypted",
  description: "A config entry that holds a secret is set with --secret.",
  rationale:
    "A plain entry stands readable in Pulumi.<stack>.yaml, and so in the repository. Whether an entry is encrypted is known from the CLI, 3.180 or later; an earlier one does not say, and the settings file does only where `pulumi` is run in the program's folder.",
  fix: "Run pulumi config set --secret for the entry (the value is then encrypted) and read it with requireSecret. The old value is in the repository's history, so replace it.",
  references: ["https://www.pulumi.com/docs/iac/concepts/secrets/"],
  subjects: allResources,
  needs: "resource",
  check(resource, context) {
    const { each, report, stack } = context;
    const secrets = secretsOf(resource, context);
    if (secrets.length === 0) {
      return context.notApplicable();
    }
    each(secrets, ({ value, name }) => {
      if (originOf(value, context) !== "configured") {
        return;
      }
      const keys = configKeysOf(value.string() ?? "", stack.config);
      if (keys.every((key) => isPlainEntry(key, context))) {
        report(value, { found: `${name} comes from the config entry ${keys.join(", ")}, which is not encrypted.` });
      }
    });
  },
});
