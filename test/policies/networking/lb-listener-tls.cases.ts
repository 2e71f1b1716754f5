import { cases } from "../../harness/cases";
import type { StackBuilder, BuiltResource } from "../../harness/builder";

const LB = "aws:lb/loadBalancer:LoadBalancer";
const LISTENER = "aws:lb/listener:Listener";
const RULE = "aws:lb/listenerRule:ListenerRule";
const SG = "aws:ec2/securityGroup:SecurityGroup";
const GOOD = "ELBSecurityPolicy-TLS13-1-2-Res-2021-06";
const REDIRECT = { type: "redirect", redirect: { protocol: "HTTPS", port: "443", statusCode: "HTTP_301" } };
const FORWARD = { type: "forward", targetGroupArn: "arn:aws:elasticloadbalancing:us-east-1:1:targetgroup/web/1" };
const PREFIX_LIST = "pl-3b927c52";
const OLD_1_0 = [
  "ELBSecurityPolicy-2015-05",
  "ELBSecurityPolicy-TLS-1-0-2015-04",
  "ELBSecurityPolicy-2016-08",
  "ELBSecurityPolicy-FS-2018-06",
  "ELBSecurityPolicy-TLS13-1-0-2021-06",
  "ELBSecurityPolicy-TLS13-1-0-FIPS-2023-04",
  "ELBSecurityPolicy-TLS13-1-0-PQ-2025-09",
  "ELBSecurityPolicy-TLS13-1-0-FIPS-PQ-2025-09",
];
const OLD_1_1 = [
  "ELBSecurityPolicy-TLS-1-1-2017-01",
  "ELBSecurityPolicy-FS-1-1-2019-08",
  "ELBSecurityPolicy-TLS13-1-1-2021-06",
  "ELBSecurityPolicy-TLS13-1-1-FIPS-2023-04",
];

function web(s: StackBuilder, inputs: Readonly<Record<string, unknown>> = {}): BuiltResource {
  return s.resource(LB, "web", inputs);
}

/** A load balancer with an HTTP listener that forwards, behind groups with these rules. */
function behind(s: StackBuilder, ...groups: readonly Readonly<Record<string, unknown>>[]): void {
  const ids = groups.map((inputs, index) => s.resource(SG, `group${index}`, inputs).id);
  const lb = web(s, { securityGroups: ids });
  s.resource(LISTENER, "http", { loadBalancerArn: lb.arn, port: 80, protocol: "HTTP", defaultActions: [FORWARD] });
}

const PLAIN = { resource: "http", path: "defaultActions[0]", found: /answers requests in plain text \(forward\)/ };

export default cases("lb-listener-tls", {
  passes: {
    "HTTPS, and HTTP that redirects to it": (s) => {
      const lb = web(s);
      s.resource(LISTENER, "https", {
        loadBalancerArn: lb.arn,
        protocol: "HTTPS",
        sslPolicy: GOOD,
        defaultActions: [FORWARD],
      });
      const http = s.resource(LISTENER, "http", { loadBalancerArn: lb.arn, port: 80, defaultActions: [REDIRECT] });
      s.resource(RULE, "rule", { listenerArn: http.arn, actions: [REDIRECT], conditions: [] });
    },
    "every policy with TLS 1.2 or later, and one of next year": (s) => {
      const lb = web(s);
      [
        "ELBSecurityPolicy-TLS-1-2-2017-01",
        "ELBSecurityPolicy-TLS-1-2-Ext-2018-06",
        "ELBSecurityPolicy-FS-1-2-Res-2020-10",
        "ELBSecurityPolicy-TLS13-1-2-2021-06",
        "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09",
        "ELBSecurityPolicy-TLS14-2027-01",
      ].forEach((sslPolicy) => {
        s.resource(LISTENER, sslPolicy, { loadBalancerArn: lb.arn, protocol: "HTTPS", sslPolicy });
      });
    },
    "internal and network load balancers, which have an advisory policy": (s) => {
      const internal = s.resource(LB, "internal", { internal: true });
      s.resource(LISTENER, "a", { loadBalancerArn: internal.arn, protocol: "HTTP", defaultActions: [FORWARD] });
      const net = s.resource(LB, "net", { loadBalancerType: "network" });
      s.resource(LISTENER, "b", { loadBalancerArn: net.arn, protocol: "TLS", defaultActions: [FORWARD] });
    },
    "a load balancer and a listener outside": (s) => {
      s.resource(LISTENER, "a", { loadBalancerArn: "arn:aws:elasticloadbalancing:x", defaultActions: [FORWARD] });
      s.resource(RULE, "b", { listenerArn: "arn:aws:elasticloadbalancing:y", actions: [FORWARD] });
    },
    "rules of an HTTPS listener": (s) => {
      const lb = web(s);
      const https = s.resource(LISTENER, "https", {
        loadBalancerArn: lb.arn,
        protocol: "HTTPS",
        sslPolicy: GOOD,
        defaultActions: [FORWARD],
      });
      s.resource(RULE, "rule", { listenerArn: https.arn, actions: [FORWARD], conditions: [] });
    },
    "a listener that is only read": (s) => {
      const lb = web(s);
      s.resource(LISTENER, "http", { loadBalancerArn: lb.arn, defaultActions: [FORWARD] }, { isRead: true });
    },
    "a load balancer that only CloudFront reaches": (s) => {
      behind(s, { ingress: [{ protocol: "tcp", fromPort: 80, toPort: 80, prefixListIds: [PREFIX_LIST] }] });
    },
    "a load balancer that only CloudFront reaches on this port, by a rule of its own": (s) => {
      const group = s.resource(SG, "group", {
        ingress: [
          { protocol: "tcp", fromPort: 443, toPort: 443, cidrBlocks: ["0.0.0.0/0"] },
          { protocol: "tcp", fromPort: 81, toPort: 90, cidrBlocks: ["0.0.0.0/0"] },
          { protocol: "udp", fromPort: 80, toPort: 80, cidrBlocks: ["0.0.0.0/0"] },
        ],
      });
      s.resource("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "cloudfront", {
        securityGroupId: group.id,
        ipProtocol: "tcp",
        fromPort: 80,
        toPort: 80,
        prefixListId: PREFIX_LIST,
      });
      const lb = web(s, { securityGroups: [group.id] });
      const http = s.resource(LISTENER, "http", { loadBalancerArn: lb.arn, defaultActions: [FORWARD] });
      s.resource(RULE, "rule", { listenerArn: http.arn, actions: [FORWARD], conditions: [] });
    },
    "a prefix list of the stack that names a few": (s) => {
      const list = s.resource("aws:ec2/managedPrefixList:ManagedPrefixList", "partners", {
        addressFamily: "IPv4",
        entries: [{ cidr: "203.0.113.0/24" }],
      });
      behind(s, { ingress: [{ protocol: "tcp", fromPort: 80, toPort: 80, prefixListIds: [list.id] }] });
    },
    "groups outside": (s) => {
      const lb = web(s, { securityGroups: ["sg-0123456789abcdef0"] });
      s.resource(LISTENER, "http", { loadBalancerArn: lb.arn, defaultActions: [FORWARD] });
    },
  },
  fails: {
    "sslPolicy not set": {
      stack: (s) => {
        const lb = web(s);
        s.resource(LISTENER, "https", { loadBalancerArn: lb.arn, protocol: "HTTPS", defaultActions: [FORWARD] });
      },
      findings: [
        {
          resource: "https",
          path: "sslPolicy",
          found: /^sslPolicy is not set, so AWS takes ELBSecurityPolicy-2016-08, which accepts TLS 1\.0\.$/,
          fix: /sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-2021-06"/,
        },
      ],
    },
    "every policy that accepts less": {
      stack: (s) => {
        const lb = s.resource("aws:alb/loadBalancer:LoadBalancer", "web");
        [...OLD_1_0, ...OLD_1_1].forEach((sslPolicy) => {
          s.resource("aws:alb/listener:Listener", sslPolicy, {
            loadBalancerArn: lb.arn,
            protocol: "HTTPS",
            sslPolicy,
            defaultActions: [FORWARD],
          });
        });
      },
      findings: [
        ...OLD_1_0.map((name) => ({
          resource: name,
          path: "sslPolicy",
          found: new RegExp(`^${name} accepts TLS 1.0`),
        })),
        ...OLD_1_1.map((name) => ({
          resource: name,
          path: "sslPolicy",
          found: new RegExp(`^${name} accepts TLS 1.1`),
        })),
      ],
    },
    "HTTP that forwards, its rules are the same mistake": {
      stack: (s) => {
        const lb = s.resource("aws:elasticloadbalancingv2/loadBalancer:LoadBalancer", "web");
        const http = s.resource("aws:elasticloadbalancingv2/listener:Listener", "http", {
          loadBalancerArn: lb.arn,
          port: 80,
          protocol: "http",
          defaultActions: [FORWARD],
        });
        s.resource("aws:elasticloadbalancingv2/listenerRule:ListenerRule", "rule", {
          listenerArn: http.arn,
          actions: [FORWARD],
        });
      },
      findings: [
        {
          resource: "http",
          path: "defaultActions[0]",
          found: /^The HTTP listener answers requests in plain text \(forward\) instead/,
          fix: /redirect: \{ protocol: "HTTPS"/,
        },
      ],
    },
    "a single action, no type, a fixed response, redirects to HTTP": {
      stack: (s) => {
        const lb = web(s);
        const listen = (name: string, defaultActions: unknown): void => {
          s.resource(LISTENER, name, { loadBalancerArn: lb.arn, defaultActions });
        };
        listen("single", FORWARD);
        listen("nothing", [{ targetGroupArn: "x" }]);
        listen("fixed", [{ type: "fixed-response", fixedResponse: { contentType: "text/plain" } }]);
        listen("same", [{ type: "redirect", redirect: { host: "example.org", statusCode: "HTTP_301" } }]);
        listen("http", [{ type: "redirect", redirect: { protocol: "HTTP", port: "8080" } }]);
        listen("second", [REDIRECT, FORWARD]);
        listen("other", [{ type: "forward", redirect: { protocol: "HTTPS" } }]);
      },
      findings: [
        { resource: "single", path: "defaultActions", found: /\(forward\)/ },
        { resource: "nothing", path: "defaultActions[0]", found: /\(no type\)/ },
        { resource: "fixed", path: "defaultActions[0]", found: /\(fixed-response\)/ },
        { resource: "same", path: "defaultActions[0]", found: /\(redirect\)/ },
        { resource: "http", path: "defaultActions[0]", found: /\(redirect\)/ },
        { resource: "second", path: "defaultActions[1]", found: /\(forward\)/ },
        { resource: "other", path: "defaultActions[0]", found: /\(forward\)/ },
      ],
    },
    "a rule that forwards on a listener that redirects": {
      stack: (s) => {
        const lb = web(s);
        const http = s.resource(LISTENER, "http", { loadBalancerArn: lb.arn, defaultActions: [REDIRECT] });
        s.resource(RULE, "rule", { listenerArn: http.arn, actions: [FORWARD], conditions: [] });
      },
      findings: [{ resource: "rule", path: "actions[0]", found: /^A rule of an HTTP listener answers/ }],
    },
    "awsx's component with what it makes": {
      stack: (s) => {
        const parent = s.component("awsx:lb:ApplicationLoadBalancer", "lb");
        const group = s.resource(
          SG,
          "lb",
          { ingress: [{ protocol: "-1", fromPort: 0, toPort: 0, cidrBlocks: ["0.0.0.0/0"] }] },
          { parent },
        );
        const lb = s.resource(LB, "lb", { securityGroups: [group.id] }, { parent });
        const tg = s.resource("aws:lb/targetGroup:TargetGroup", "lb", { port: 80, protocol: "HTTP" }, { parent });
        s.resource(
          LISTENER,
          "http",
          {
            loadBalancerArn: lb.arn,
            port: 80,
            protocol: "HTTP",
            defaultActions: [{ type: "forward", targetGroupArn: tg.arn }],
          },
          { parent },
        );
      },
      findings: [{ ...PLAIN, fix: /sslPolicy: "[^"]+"\. Write it in listeners of awsx:lb:ApplicationLoadBalancer\.$/ }],
    },
    "old TLS that awsx's component makes": {
      stack: (s) => {
        const parent = s.component("awsx:lb:ApplicationLoadBalancer", "lb");
        const lb = s.resource(LB, "lb", {}, { parent });
        s.resource(LISTENER, "https", { loadBalancerArn: lb.arn, protocol: "HTTPS" }, { parent });
        const own = s.component("eks:index:Cluster", "own");
        s.resource(LISTENER, "other", { loadBalancerArn: lb.arn, protocol: "HTTPS" }, { parent: own });
      },
      findings: [
        { resource: "https", path: "sslPolicy", found: /TLS 1\.0/, fix: /only\. Write it in listeners of awsx/ },
        { resource: "other", path: "sslPolicy", found: /TLS 1\.0/, fix: /only\.$/ },
      ],
    },
    "old TLS behind CloudFront": {
      stack: (s) => {
        const group = s.resource(SG, "group", {
          ingress: [{ protocol: "tcp", fromPort: 443, toPort: 443, prefixListIds: [PREFIX_LIST] }],
        });
        const lb = web(s, { securityGroups: [group.id] });
        s.resource(LISTENER, "https", { loadBalancerArn: lb.arn, port: 443, protocol: "HTTPS" });
      },
      findings: [{ resource: "https", path: "sslPolicy", found: /TLS 1\.0/ }],
    },
    "no groups: the default one of the VPC": {
      stack: (s) => {
        const lb = web(s, { securityGroups: [] });
        s.resource(LISTENER, "http", { loadBalancerArn: lb.arn, defaultActions: [FORWARD] });
      },
      findings: [PLAIN],
    },
    "a range beside the prefix list": {
      stack: (s) => {
        behind(s, {
          ingress: [
            { protocol: "tcp", fromPort: 80, toPort: 80, prefixListIds: [PREFIX_LIST] },
            { protocol: "tcp", fromPort: 0, toPort: 65535, cidrBlocks: ["0.0.0.0/0"] },
          ],
        });
      },
      findings: [PLAIN],
    },
    "a range in the same rule": {
      stack: (s) => {
        behind(s, {
          ingress: [
            { protocol: "tcp", fromPort: 80, toPort: 80, prefixListIds: [PREFIX_LIST], ipv6CidrBlocks: ["::/0"] },
          ],
        });
      },
      findings: [PLAIN],
    },
    "a second group, groups as sources, itself": {
      stack: (s) => {
        behind(
          s,
          { ingress: [{ protocol: "tcp", fromPort: 80, toPort: 80, prefixListIds: [PREFIX_LIST] }] },
          { ingress: [{ protocol: "tcp", fromPort: 80, toPort: 80, securityGroups: ["sg-0a1b2c3d4e5f60718"] }] },
        );
        const self = s.resource(SG, "self", { ingress: [{ protocol: "-1", fromPort: 0, toPort: 0, self: true }] });
        const lb = s.resource(LB, "second", { securityGroups: [self.id] });
        s.resource(LISTENER, "http2", { loadBalancerArn: lb.arn, port: 8080, defaultActions: [FORWARD] });
      },
      findings: [PLAIN, { ...PLAIN, resource: "http2" }],
    },
    "another port than the one that prefix lists reach": {
      stack: (s) => {
        const group = s.resource(SG, "group", {
          ingress: [
            { protocol: "tcp", fromPort: 80, toPort: 80, prefixListIds: [PREFIX_LIST] },
            { protocol: "tcp", fromPort: 8080, toPort: 8080, cidrBlocks: ["0.0.0.0/0"] },
          ],
        });
        const lb = web(s, { securityGroups: [group.id] });
        s.resource(LISTENER, "http", { loadBalancerArn: lb.arn, port: 8080, defaultActions: [FORWARD] });
      },
      findings: [PLAIN],
    },
    "a prefix list of the stack that is everywhere": {
      stack: (s) => {
        const list = s.resource("aws:ec2/managedPrefixList:ManagedPrefixList", "all", {
          addressFamily: "IPv4",
          entries: [{ cidr: "0.0.0.0/1" }, { cidr: "128.0.0.0/1" }],
        });
        behind(s, { ingress: [{ protocol: "tcp", fromPort: 80, toPort: 80, prefixListIds: [list.id] }] });
      },
      findings: [PLAIN],
    },
    "prefix lists of the stack that are everywhere together": {
      stack: (s) => {
        const half = (name: string, cidr: string): Readonly<Record<string, unknown>> => {
          const list = s.resource("aws:ec2/managedPrefixList:ManagedPrefixList", name, { entries: [{ cidr }] });
          return { protocol: "tcp", fromPort: 80, toPort: 80, prefixListIds: [list.id] };
        };
        behind(s, { ingress: [half("lower", "0.0.0.0/1"), half("upper", "128.0.0.0/1")] });
      },
      findings: [PLAIN],
      // Which of the two lists an id will be is not known before they are made.
      inPreview: [],
    },
    "another listener of the same load balancer, where one is not known": {
      stack: (s) => {
        const lb = web(s);
        s.resource(LISTENER, "unknown", { loadBalancerArn: lb.arn, defaultActions: [{ type: s.unknown }] });
        s.resource(LISTENER, "http", { loadBalancerArn: lb.arn, defaultActions: [FORWARD] });
      },
      findings: [PLAIN],
    },
  },
  undecided: {
    "protocol, policy, actions, load balancer, its type, its groups, their rules": (s) => {
      const lb = web(s);
      s.resource(LISTENER, "a", { loadBalancerArn: lb.arn, protocol: s.unknown, defaultActions: [FORWARD] });
      s.resource(LISTENER, "b", { loadBalancerArn: lb.arn, protocol: "HTTPS", sslPolicy: s.unknown });
      s.resource(LISTENER, "c", { loadBalancerArn: lb.arn, defaultActions: s.unknown });
      s.resource(LISTENER, "d", { loadBalancerArn: s.unknown, defaultActions: [FORWARD] });
      const open = s.resource(LB, "open", { internal: s.unknown });
      s.resource(LISTENER, "e", { loadBalancerArn: open.arn, defaultActions: [FORWARD] });
      const grouped = s.resource(LB, "grouped", { securityGroups: s.unknown });
      s.resource(LISTENER, "f", { loadBalancerArn: grouped.arn, defaultActions: [FORWARD] });
      const single = s.resource(LB, "single", { securityGroups: [s.unknown] });
      s.resource(LISTENER, "h", { loadBalancerArn: single.arn, defaultActions: [FORWARD] });
      const group = s.resource(SG, "group", { ingress: s.unknown });
      const ruled = s.resource(LB, "ruled", { securityGroups: [group.id] });
      s.resource(LISTENER, "g", { loadBalancerArn: ruled.arn, defaultActions: [FORWARD] });
    },
    "which of two listeners a rule belongs to": (s) => {
      const lb = web(s);
      const http = s.resource(LISTENER, "http", { loadBalancerArn: lb.arn, defaultActions: [REDIRECT] });
      const https = s.resource(LISTENER, "https", { loadBalancerArn: lb.arn, protocol: "HTTPS", sslPolicy: GOOD });
      s.resource(RULE, "rule", { listenerArn: s.text`${http.arn}${https.arn}`, actions: [FORWARD] });
    },
    "which of two load balancers it is": (s) => {
      const lb = web(s);
      const internal = s.resource(LB, "internal", { internal: true });
      s.resource(LISTENER, "http", {
        loadBalancerArn: s.text`${lb.arn}${internal.arn}`,
        defaultActions: [FORWARD],
      });
    },
  },
  malformed: {
    "odd types": (s) => {
      const lb = web(s, { securityGroups: "x" });
      s.resource(LISTENER, "a", { loadBalancerArn: lb.arn, protocol: 5, sslPolicy: 5, defaultActions: "x" });
      s.resource(LISTENER, "b", { loadBalancerArn: null, defaultActions: null });
      s.resource(LISTENER, "c", { loadBalancerArn: lb.arn, port: "many" });
      s.resource(LISTENER, "d", { loadBalancerArn: lb.arn, protocol: "HTTPS", sslPolicy: "constructor" });
      s.resource(RULE, "e", { listenerArn: [], actions: [] });
    },
  },
});
