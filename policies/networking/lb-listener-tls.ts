import { foundational } from "../../aws/controls";
import { isBehindPrefixLists, oldTls, plainHttp } from "../../aws/listener-security";
import { balancersOf, isPublicApplication, listenerOf } from "../../aws/load-balancer";
import { LISTENER, LISTENER_RULE } from "../../aws/types";
import { definePolicy, every, resourcesOfType } from "../../core";

export default definePolicy({
  name: "lb-listener-tls",
  category: "networking",
  requirements: ["NET-09"],
  severity: "medium",
  level: "mandatory",
  title: "Public load balancers speak TLS 1.2 or later",
  description:
    "Listeners of internet-facing application load balancers speak HTTPS with TLS 1.2 or later, or only redirect to it.",
  rationale:
    "What goes over the internet in plain text can be read and changed on its way, passwords and session cookies first; TLS 1.0 and 1.1 have known weaknesses and are refused by browsers.",
  fix: 'Set protocol: "HTTPS", a certificateArn and sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06".',
  references: [
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
    "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/restrict-access-to-load-balancer.html",
  ],
  controls: foundational("ELB.1", "ELB.17", "ELB.18"),
  subjects: resourcesOfType(...LISTENER, ...LISTENER_RULE),
  needs: "stack-only",
  check(resource, { report }) {
    const listener = resource.isAnalysed ? listenerOf(resource) : undefined;
    const balancers = listener ? balancersOf(listener) : [];
    if (!listener || balancers.length === 0 || !every(balancers, isPublicApplication)) {
      return;
    }
    const old = resource === listener ? oldTls(listener) : undefined;
    const plain = plainHttp(resource);
    if (old) {
      report(old.at, old);
    } else if (plain && !isBehindPrefixLists(listener)) {
      report(plain.at, plain);
    }
  },
});
