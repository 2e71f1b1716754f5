import { cases } from "../../harness/cases";

const LB = "aws:lb/loadBalancer:LoadBalancer";
const ASSOCIATION = "aws:wafv2/webAclAssociation:WebAclAssociation";
const CLASSIC = "aws:wafregional/webAclAssociation:WebAclAssociation";
const ACL = "arn:aws:wafv2:us-east-1:111122223333:regional/webacl/web/1a2b3c4d";
const LB_ARN = "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/web/50dc6c495c0c9188";

export default cases("lb-web-acl", {
  passes: {
    "associated with a web ACL of the stack, of another stack": (s) => {
      const acl = s.resource("aws:wafv2/webAcl:WebAcl", "acl", { scope: "REGIONAL" });
      const one = s.resource(LB, "one");
      s.resource(ASSOCIATION, "first", { resourceArn: one.arn, webAclArn: acl.arn });
      const two = s.resource("aws:alb/loadBalancer:LoadBalancer", "two", { internal: false });
      s.resource(ASSOCIATION, "second", { resourceArn: two.arn, webAclArn: ACL });
    },
    "associated through what awsx's component hands out": (s) => {
      const lb = s.component("awsx:lb:ApplicationLoadBalancer", "lb", { outputs: { arn: LB_ARN } });
      s.resource(LB, "lb", {}, { parent: lb, outputs: { arn: LB_ARN } });
      s.resource(ASSOCIATION, "first", { resourceArn: lb.ref("arn"), webAclArn: ACL });
    },
    "internal, network and gateway load balancers": (s) => {
      s.resource(LB, "api", { internal: true });
      s.resource(LB, "net", { loadBalancerType: "network" });
      s.resource(LB, "gateway", { loadBalancerType: "gateway" });
    },
    "one that is only read": (s) => {
      s.resource(LB, "web", {}, { isRead: true });
    },
    "a web ACL elsewhere": {
      settings: { providedElsewhere: ["waf"] },
      stack: (s) => {
        s.resource(LB, "web");
      },
    },
  },
  fails: {
    "no association": {
      stack: (s) => {
        s.resource(LB, "a", { internal: false, loadBalancerType: "application" });
        s.resource("aws:alb/loadBalancer:LoadBalancer", "b");
        s.resource("aws:elasticloadbalancingv2/loadBalancer:LoadBalancer", "c");
      },
      findings: ["a", "b", "c"].map((resource) => ({
        resource,
        path: "",
        found: /^It faces the internet and no web ACL/,
        fix: /new aws\.wafv2\.WebAclAssociation/,
        key: "web-acl",
      })),
    },
    "an association of another load balancer, another thing elsewhere": {
      settings: { providedElsewhere: ["trail"] },
      stack: (s) => {
        const other = s.resource(LB, "other", { internal: true });
        s.resource(ASSOCIATION, "association", { resourceArn: other.arn, webAclArn: ACL });
        s.resource(LB, "web");
      },
      findings: [{ resource: "web", path: "", found: /no web ACL/ }],
    },
    "within awsx's component": {
      stack: (s) => {
        const parent = s.component("awsx:lb:ApplicationLoadBalancer", "lb");
        s.resource(LB, "lb", {}, { parent });
      },
      findings: [
        {
          resource: "lb",
          path: "",
          found: /no web ACL/,
          fix: /ApplicationLoadBalancer gives loadBalancer\.loadBalancer\.arn/,
        },
      ],
    },
    "AWS WAF Classic": {
      stack: (s) => {
        const lb = s.resource(LB, "web");
        s.resource(CLASSIC, "association", { resourceArn: lb.arn, webAclId: "1a2b3c4d" });
      },
      findings: [{ resource: "web", path: "", found: /of AWS WAF Classic only/, key: "web-acl" }],
    },
  },
  undecided: {
    "whether an association is its, whether it is internal": (s) => {
      s.resource(LB, "web");
      s.resource(LB, "maybe", { internal: s.unknown });
      s.resource(ASSOCIATION, "association", { resourceArn: s.unknown, webAclArn: ACL });
    },
    "an association by an ARN that it may get": (s) => {
      s.resource(LB, "web", { name: "web" });
      s.resource(ASSOCIATION, "association", { resourceArn: LB_ARN.replace("/50dc6c495c0c9188", ""), webAclArn: ACL });
    },
  },
  malformed: {
    "odd types": {
      stack: (s) => {
        s.resource(LB, "web", { internal: {}, loadBalancerType: [] });
        s.resource(ASSOCIATION, "association", { resourceArn: {}, webAclArn: 7 });
      },
      findings: [{ resource: "web", path: "", found: /no web ACL/ }],
    },
  },
});
