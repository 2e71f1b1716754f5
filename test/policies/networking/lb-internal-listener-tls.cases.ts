import { cases } from "../../harness/cases";

const LB = "aws:lb/loadBalancer:LoadBalancer";
const LISTENER = "aws:lb/listener:Listener";
const RULE = "aws:lb/listenerRule:ListenerRule";
const GOOD = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06";
const REDIRECT = { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } };
const FORWARD = { type: "forward", targetGroupArn: "arn:aws:elasticloadbalancing:us-east-1:1:targetgroup/web/1" };

export default cases("lb-internal-listener-tls", {
  passes: {
    "HTTPS and TLS, and HTTP that redirects": (s) => {
      const lb = s.resource(LB, "api", { internal: true });
      s.resource(LISTENER, "a", { loadBalancerArn: lb.arn, protocol: "HTTPS", sslPolicy: GOOD });
      const http = s.resource(LISTENER, "b", { loadBalancerArn: lb.arn, defaultActions: [REDIRECT] });
      s.resource(RULE, "c", { listenerArn: http.arn, actions: [REDIRECT] });
      const net = s.resource(LB, "net", { loadBalancerType: "network" });
      s.resource(LISTENER, "d", { loadBalancerArn: net.arn, protocol: "TLS", sslPolicy: GOOD });
    },
    "TCP passes through what the targets speak": (s) => {
      const net = s.resource(LB, "net", { loadBalancerType: "network", internal: true });
      s.resource(LISTENER, "a", { loadBalancerArn: net.arn, protocol: "TCP", port: 443, defaultActions: [FORWARD] });
    },
    "public ones, which have a policy of their own": (s) => {
      const lb = s.resource(LB, "web");
      const http = s.resource(LISTENER, "a", { loadBalancerArn: lb.arn, defaultActions: [FORWARD] });
      s.resource(LISTENER, "b", { loadBalancerArn: lb.arn, protocol: "HTTPS" });
      s.resource(RULE, "c", { listenerArn: http.arn, actions: [FORWARD] });
    },
    "HTTP of a load balancer outside, rules of a listener outside": (s) => {
      s.resource(LISTENER, "a", { loadBalancerArn: "arn:aws:elasticloadbalancing:x", defaultActions: [FORWARD] });
      s.resource(RULE, "b", { listenerArn: "arn:aws:elasticloadbalancing:y", actions: [FORWARD] });
    },
    "a gateway load balancer, whose listeners have no protocol": (s) => {
      const gateway = s.resource(LB, "gateway", { loadBalancerType: "gateway" });
      s.resource(LISTENER, "a", { loadBalancerArn: gateway.arn, defaultActions: [FORWARD] });
    },
    "what is only read": (s) => {
      const lb = s.resource(LB, "api", { internal: true });
      s.resource(LISTENER, "a", { loadBalancerArn: lb.arn, protocol: "HTTPS" }, { isRead: true });
    },
    "one that only prefix lists reach": (s) => {
      const group = s.resource("aws:ec2/securityGroup:SecurityGroup", "group", {
        ingress: [{ protocol: "tcp", fromPort: 80, toPort: 80, prefixListIds: ["pl-3b927c52"] }],
      });
      const lb = s.resource(LB, "api", { internal: true, securityGroups: [group.id] });
      s.resource(LISTENER, "a", { loadBalancerArn: lb.arn, defaultActions: [FORWARD] });
    },
  },
  fails: {
    "plain text to an internal one, by its listener or a rule": {
      stack: (s) => {
        const lb = s.resource(LB, "api", { internal: true });
        s.resource(LISTENER, "a", { loadBalancerArn: lb.arn, defaultActions: [FORWARD] });
        const http = s.resource(LISTENER, "b", { loadBalancerArn: lb.arn, defaultActions: [REDIRECT] });
        s.resource(RULE, "c", { listenerArn: http.arn, actions: [FORWARD] });
      },
      findings: [
        { resource: "a", path: "defaultActions[0]", found: /^The HTTP listener answers/ },
        { resource: "c", path: "actions[0]", found: /^A rule of an HTTP listener/ },
      ],
    },
    "old TLS: internal, network, of a load balancer outside": {
      stack: (s) => {
        const lb = s.resource(LB, "api", { internal: true });
        s.resource(LISTENER, "a", { loadBalancerArn: lb.arn, protocol: "HTTPS" });
        const net = s.resource(LB, "net", { loadBalancerType: "network" });
        s.resource(LISTENER, "b", {
          loadBalancerArn: net.arn,
          protocol: "TLS",
          sslPolicy: "ELBSecurityPolicy-TLS13-1-0-2021-06",
        });
        const https = s.resource(LISTENER, "c", {
          loadBalancerArn: "arn:aws:elasticloadbalancing:x",
          protocol: "HTTPS",
          sslPolicy: "ELBSecurityPolicy-TLS-1-1-2017-01",
        });
        s.resource(RULE, "rule", { listenerArn: https.arn, actions: [FORWARD] });
      },
      findings: [
        { resource: "a", path: "sslPolicy", found: /not set.*TLS 1\.0/ },
        { resource: "b", path: "sslPolicy", found: /TLS 1\.0/ },
        { resource: "c", path: "sslPolicy", found: /TLS 1\.1/ },
      ],
    },
  },
  undecided: {
    "the load balancer, its type, the protocol": (s) => {
      const open = s.resource(LB, "open", { loadBalancerType: s.unknown });
      s.resource(LISTENER, "a", { loadBalancerArn: open.arn, defaultActions: [FORWARD] });
      const lb = s.resource(LB, "api", { internal: true });
      s.resource(LISTENER, "b", { loadBalancerArn: lb.arn, protocol: s.unknown, defaultActions: [FORWARD] });
      const web = s.resource(LB, "web");
      s.resource(LISTENER, "c", { loadBalancerArn: s.text`${lb.arn}${web.arn}`, defaultActions: [FORWARD] });
    },
  },
  malformed: {
    "odd types": (s) => {
      const lb = s.resource(LB, "api", { internal: true });
      s.resource(LISTENER, "a", { loadBalancerArn: lb.arn, protocol: {}, defaultActions: null });
    },
  },
});
