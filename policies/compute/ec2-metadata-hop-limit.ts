import { hosts, isNamed } from "../../aws/host";
import { hasNodeRole } from "../../aws/instance-role";
import { definePolicy, integer, texts } from "../../core";

export default definePolicy({
  name: "ec2-metadata-hop-limit",
  category: "compute",
  requirements: ["CMP-04"],
  severity: "high",
  level: "mandatory",
  title: "Answers of the metadata endpoint do not leave the host",
  description:
    "The hop limit of instance metadata is 1; 2 on hosts of EKS, ECS and Batch, whose containers are one hop away.",
  rationale:
    "With a higher limit containers, proxies and forwarded traffic on the host reach the credentials of its role.",
  fix: "Set metadataOptions.httpPutResponseHopLimit: 1. If the host runs containers that need its role, name it in the option containerHosts.",
  references: [
    "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceMetadataDefaults.html",
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html",
  ],
  options: {
    maximumHopLimit: integer({
      default: 1,
      minimum: 1,
      description: "The largest hop limit of hosts without containers.",
    }),
    maximumContainerHopLimit: integer({
      default: 2,
      minimum: 1,
      description: "The largest hop limit of hosts of EKS, ECS and Batch, and of those in containerHosts.",
    }),
    containerHosts: texts({
      default: [],
      description: "Logical names of further hosts that run containers; `*` matches any text.",
    }),
  },
  subjects: hosts,
  needs: "stack",
  check(host, { options, stack, report }) {
    const limit = host.metadata("httpPutResponseHopLimit", stack);
    const hops = limit === "outside" ? undefined : limit.number();
    if (limit === "outside" || hops === undefined || hops <= options.maximumHopLimit || !host.answersFor(limit)) {
      return;
    }
    const isSmall = hops <= options.maximumContainerHopLimit;
    if (isSmall && (isNamed(host.resource, options.containerHosts) || host.isOfCluster || hasNodeRole(host))) {
      return;
    }
    const endpoint = host.saysOfMetadata("httpEndpoint");
    if (endpoint === "outside" || endpoint.string() !== "disabled") {
      report(host.inputs.at("metadataOptions", "httpPutResponseHopLimit"), {
        found: `The hop limit is ${hops}.`,
      });
    }
  },
});
