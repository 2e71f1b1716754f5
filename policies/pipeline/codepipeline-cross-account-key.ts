import { pipelines, type PipelineView } from "../../aws/pipeline";
import { definePolicy, some, type Value } from "../../core";

export default definePolicy({
  name: "codepipeline-cross-account-key",
  category: "pipeline",
  requirements: ["PIP-06"],
  severity: "medium",
  level: "advisory",
  title: "Cross-account actions get the key's ARN",
  description: "A pipeline with actions in another account names its KMS key by ARN, not by alias or id.",
  rationale:
    "An alias is known only in the account of its key, and a key id is looked up in the account of the action's role, so the action cannot read the artifacts.",
  fix: 'Set encryptionKey: { id: key.arn, type: "KMS" }.',
  references: ["https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_EncryptionKey.html"],
  subjects: pipelines,
  needs: "resource",
  check(pipeline, { report, each }) {
    each(pipeline.artifactStores, (store) => {
      const at = store.at("encryptionKey", "id");
      const form = formOf(at.string());
      if (form !== "other" && isCrossAccount(pipeline, at)) {
        report(at, {
          found: `The pipeline has an action in another account, and its key is named by ${form === "alias" ? "an alias" : "its id"}.`,
        });
      }
    });
  },
});

function formOf(text: string | undefined): "alias" | "id" | "other" {
  if (text === undefined) {
    return "other";
  }
  if (/^alias\/|^arn:[\w-]+:kms:[^:]*:[^:]*:alias\//.test(text)) {
    return "alias";
  }
  return /^(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.test(text) ? "id" : "other";
}

/** Whether some action's role is of another account than the pipeline, as the alias or the pipeline's role tells it. */
function isCrossAccount(pipeline: PipelineView, key: Value): boolean {
  const own = accountOf(key.string()) ?? accountOf(pipeline.resource.at("roleArn").string());
  return (
    own !== undefined &&
    some(pipeline.actions, (action) => {
      const account = accountOf(action.at.at("roleArn").string());
      return account !== undefined && account !== own;
    })
  );
}

function accountOf(arn: string | undefined): string | undefined {
  const account = arn?.startsWith("arn:") ? arn.split(":")[4] : undefined;
  return account !== undefined && /^\d{12}$/.test(account) ? account : undefined;
}
