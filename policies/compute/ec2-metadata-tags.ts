import { hosts, type HostView } from "../../aws/host";
import { aFew, quote } from "../../aws/permissions";
import type { EffectiveTags } from "../../aws/tags";
import { definePolicy, some } from "../../core";

export default definePolicy({
  name: "ec2-metadata-tags",
  category: "compute",
  requirements: ["CMP-04"],
  severity: "low",
  level: "advisory",
  title: "Instances can read their own tags from metadata",
  description:
    'EC2 instances and launch templates set instanceMetadataTags: "enabled", except where a tag key does not allow it and on EKS nodes.',
  rationale:
    "Programs that need the host's tags otherwise need a role that may call ec2:DescribeTags. With a slash or a space in a tag key the instance does not start.",
  fix: 'Set metadataOptions.instanceMetadataTags: "enabled".',
  references: [
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/work-with-tags-in-IMDS.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/ec2/instance/",
  ],
  subjects: hosts,
  needs: "stack",
  check(host, { stack, report }) {
    // Launch configurations and launch specifications have no such option.
    if (host.kind === "specification" || host.kind === "configuration") {
      return;
    }
    const option = host.metadata("instanceMetadataTags", stack);
    const endpoint = host.metadata("httpEndpoint", stack);
    if (
      option === "outside" ||
      endpoint === "outside" ||
      !host.answersFor(option) ||
      endpoint.string() === "disabled"
    ) {
      return;
    }
    const isEnabled = option.string() === "enabled";
    if (isEnabled !== hasRefusedKey(host) || host.belongsTo("eks")) {
      return;
    }
    const at = host.inputs.at("metadataOptions", "instanceMetadataTags");
    if (!isEnabled) {
      return report(at, { found: "Tags of the instance are not in its metadata." });
    }
    const keys = [...new Set(tagsUnderOption(host).flatMap((tags) => tags.keys.filter(isRefused)))];
    report(at, {
      found: `The launch fails: with tags in metadata no tag key may be called ${aFew(keys.map(quote))}.`,
      fix: 'Rename the tags (letters, digits and + - = . , _ : @), or set instanceMetadataTags: "disabled".',
    });
  },
});

function hasRefusedKey(host: HostView): boolean {
  return some(tagsUnderOption(host), (tags) => tags.hasKey(isRefused));
}

/** The tags of the instances that have the option from this host; an instance that sets it is judged itself. */
function tagsUnderOption(host: HostView): readonly EffectiveTags[] {
  return host.instanceTags((one) => one.inputs.at("metadataOptions", "instanceMetadataTags").isAbsent);
}

/** https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/work-with-tags-in-IMDS.html */
function isRefused(key: string): boolean {
  return !/^[A-Za-z0-9+\-=.,_:@]+$/.test(key) || /^(?:\.{1,2}|_index)$/.test(key);
}
