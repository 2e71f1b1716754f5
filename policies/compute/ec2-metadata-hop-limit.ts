import { hosts, is, isNamed, type HostView } from "../../aws/host";
import { hasNodeRole } from "../../aws/instance-role";
import { definePolicy, integer, texts, type StackFacts } from "../../core";

/** What Amazon Linux 2023 and other images that ask for IMDSv2 set: https://docs.aws.amazon.com/linux/al2023/ug/imdsv2.html */
const LEFT_TO_IMAGE = 2;

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_InstanceMetadataOptionsRequest.html */
const LARGEST = 64;

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
  fix: "Set metadataOptions.httpPutResponseHopLimit: 1, or 2 on hosts of EKS, ECS and Batch. If another host runs containers that need its role, name it in the option containerHosts.",
  references: [
    "https://docs.aws.amazon.com/linux/al2023/ug/imdsv2.html",
    "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyInstanceMetadataDefaults.html",
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html",
  ],
  options: {
    maximumHopLimit: integer({
      default: 1,
      minimum: 1,
      maximum: LARGEST,
      description: "The largest hop limit of hosts without containers.",
    }),
    maximumContainerHopLimit: integer({
      default: 2,
      minimum: 1,
      maximum: LARGEST,
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
    if (host.kind === "specification" || limit === "outside" || !host.answersFor(limit)) {
      return;
    }
    const hops = limit.isAbsent ? LEFT_TO_IMAGE : limit.number();
    if (hops === undefined || hops <= options.maximumHopLimit) {
      return;
    }
    const isSmall = hops <= options.maximumContainerHopLimit;
    if (isSmall && (isNamed(host.resource, options.containerHosts) || host.isOfCluster || hasNodeRole(host))) {
      return;
    }
    const at = host.inputs.at("metadataOptions", "httpPutResponseHopLimit");
    if (limit.isAbsent) {
      return asksForIt(host, stack) && report(at, { found: NOT_SET });
    }
    if (!is(host.saysOfMetadata("httpEndpoint"), "disabled")) {
      report(at, { found: `The hop limit is ${hops}.` });
    }
  },
});

const NOT_SET = "httpPutResponseHopLimit is not set, so the image decides: Amazon Linux 2023 makes it 2.";

/** Without IMDSv2 that is reported, with all that is to be written. */
function asksForIt(host: HostView, stack: StackFacts): boolean {
  return is(host.metadata("httpTokens", stack), "required") && !is(host.metadata("httpEndpoint", stack), "disabled");
}
