import { hosts } from "../../aws/host";
import { quote } from "../../aws/permissions";
import { definePolicy } from "../../core";

export default definePolicy({
  name: "ec2-metadata-endpoint",
  category: "compute",
  requirements: ["CMP-04"],
  severity: "medium",
  level: "mandatory",
  title: "Hosts say whether they have a metadata endpoint",
  description:
    'EC2 instances, launch templates and launch configurations set httpEndpoint, to "enabled" or "disabled".',
  rationale:
    "Unset, it is what the account's defaults and the AMI make of it, so the same program behaves differently elsewhere.",
  fix: 'Set metadataOptions.httpEndpoint: "enabled", or "disabled" where nothing on the host needs credentials or metadata.',
  references: [
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html",
    "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceMetadataDefaults.html",
  ],
  subjects: hosts,
  needs: "stack",
  check(host, { stack, report }) {
    if (host.kind === "specification") {
      return;
    }
    // Without IMDSv2 that is reported, with all that is to be written.
    const tokens = host.metadata("httpTokens", stack);
    const endpoint = host.metadata("httpEndpoint", stack);
    if (tokens === "outside" || endpoint === "outside" || tokens.string() !== "required") {
      return;
    }
    const text = endpoint.string();
    if (text !== "enabled" && text !== "disabled" && host.answersFor(endpoint)) {
      report(host.inputs.at("metadataOptions", "httpEndpoint"), {
        found: text === undefined ? "httpEndpoint is not set." : `httpEndpoint is ${quote(text)}.`,
      });
    }
  },
});
