import { foundational } from "../../aws/controls";
import { isBehindPrefixLists, oldTls, plainHttp } from "../../aws/listener-security";
import { balancersOf, isApplication, isPublicApplication, listenerOf } from "../../aws/load-balancer";
import { LISTENER, LISTENER_RULE } from "../../aws/types";
import { definePolicy, every, resourcesOfType, some } from "../../core";

export default definePolicy({
  name: "lb-internal-listener-tls",
  category: "networking",
  requirements: ["NET-09"],
  severity: "low",
  level: "advisory",
  title: "Internal and network load balancers speak TLS 1.2 or later",
  description:
    "Listeners of internal application load balancers speak HTTPS or redirect to it, and wherever internal or network load balancers speak TLS it is 1.2 or later.",
  rationale:
    "A network is rarely as closed as its drawing: whoever gets into one host of a VPC can otherwise read or change what the others say.",
  fix: 'Set protocol: "HTTPS", a certificateArn and sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06".',
  references: [
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/network/describe-ssl-policies.html",
  ],
  controls: foundational("ELB.1", "ELB.17", "ELB.18"),
  subjects: resourcesOfType(...LISTENER, ...LISTENER_RULE),
  needs: "stack-only",
  check(resource, { report }) {
    const listener = resource.isAnalysed ? listenerOf(resource) : undefined;
    const balancers = listener ? balancersOf(listener) : [];
    if (!listener || some(balancers, isPublicApplication)) {
      return;
    }
    const old = resource === listener ? oldTls(listener) : undefined;
    if (old) {
      return report(old.at, old);
    }
    // A gateway load balancer's listener has no protocol. Of a load balancer outside it cannot be seen who may reach it.
    const plain = every(balancers, isApplication) ? plainHttp(resource) : undefined;
    if (plain && !isBehindPrefixLists(listener)) {
      report(plain.at, plain);
    }
  },
});
