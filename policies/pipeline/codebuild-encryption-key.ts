import { projects } from "../../aws/codebuild";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "codebuild-encryption-key",
  category: "pipeline",
  requirements: ["PIP-06", "SEC-11"],
  severity: "low",
  level: "advisory",
  title: "Build projects name a KMS key",
  description: "A CodeBuild project names the KMS key that its output is encrypted with.",
  rationale:
    "Without one CodeBuild uses the AWS managed key of S3, whose policy nobody can change and which other accounts cannot use.",
  fix: "Set encryptionKey: key.arn on the project.",
  references: ["https://docs.aws.amazon.com/codebuild/latest/userguide/security-encryption.html"],
  subjects: projects,
  needs: "resource",
  check({ resource }, { report }) {
    const key = resource.at("encryptionKey");
    if (!key.isPresent) {
      report(key, { found: "The project names no encryptionKey, so the AWS managed key of S3 applies." });
    }
  },
});
