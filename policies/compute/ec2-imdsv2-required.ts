import { foundational } from "../../aws/controls";
import { hosts, is, type Effective, type HostView } from "../../aws/host";
import { quote } from "../../aws/permissions";
import { SPOT_FLEET } from "../../aws/types";
import { definePolicy, some, type StackFacts } from "../../core";

export default definePolicy({
  name: "ec2-imdsv2-required",
  category: "compute",
  requirements: ["CMP-04"],
  severity: "high",
  level: "mandatory",
  title: "Instance metadata is given out in sessions only (IMDSv2)",
  description:
    "EC2 instances, launch templates and launch configurations require IMDSv2, or have no metadata endpoint.",
  rationale:
    "With IMDSv1 one forged request of a program on the instance (SSRF) reads the credentials of the instance's role.",
  fix: 'Set metadataOptions: { httpTokens: "required", httpEndpoint: "enabled", httpPutResponseHopLimit: 1 } (2 on hosts of EKS, ECS and Batch).',
  references: [
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html",
    "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceMetadataDefaults.html",
  ],
  controls: foundational("EC2.8", "EC2.170", "AutoScaling.3"),
  remediates:
    'Sets metadataOptions.httpTokens to "required", never the hop limit or metadata tags. Programs that still use IMDSv1 lose their credentials; a launch configuration is replaced.',
  subjects: hosts,
  needs: "stack",
  check(host, { stack, report }) {
    // A spot fleet's launch specification has no metadata options: who needs them uses a launch template there.
    if (host.kind === "specification" || isSafe(host, stack)) {
      return;
    }
    const tokens = host.inputs.at("metadataOptions", "httpTokens");
    if (host.answersFor(tokens)) {
      const text = tokens.string();
      report(tokens, {
        found:
          text === undefined
            ? "httpTokens is not set, so IMDSv1 may answer."
            : `httpTokens is ${quote(text)}, so IMDSv1 answers.`,
      });
    }
  },
  remediate(resource, { set }) {
    const options = resource.at("metadataOptions");
    const [tokens, endpoint] = [options.at("httpTokens"), options.at("httpEndpoint")];
    const isLeftToTemplate = tokens.isAbsent && !resource.at("launchTemplate").isAbsent;
    if (SPOT_FLEET.includes(resource.type) || isLeftToTemplate) {
      return;
    }
    if (tokens.string() !== "required" && endpoint.string() !== "disabled") {
      set(
        Array.isArray(options.raw) ? ["metadataOptions", "0", "httpTokens"] : ["metadataOptions", "httpTokens"],
        "required",
      );
    }
  },
});

function isSafe(host: HostView, stack: StackFacts): boolean {
  const tokens = host.metadata("httpTokens", stack);
  if (tokens === "outside") {
    return true;
  }
  // Who says "optional" is not saved by the account's default of the endpoint.
  const endpoint = (): Effective =>
    tokens.isAbsent ? host.metadata("httpEndpoint", stack) : host.saysOfMetadata("httpEndpoint");
  return some([() => is(tokens, "required"), () => is(endpoint(), "disabled")], (test) => test());
}
