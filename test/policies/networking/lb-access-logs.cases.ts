import { cases } from "../../harness/cases";

const LB = "aws:lb/loadBalancer:LoadBalancer";
const LISTENER = "aws:lb/listener:Listener";
const SOURCE = "aws:cloudwatch/logDeliverySource:LogDeliverySource";

export default cases("lb-access-logs", {
  passes: {
    "access logs, public and internal": (s) => {
      s.resource(LB, "web", { accessLogs: { bucket: "logs", enabled: true } });
      s.resource("aws:alb/loadBalancer:LoadBalancer", "api", {
        internal: true,
        accessLogs: [{ bucket: "logs", enabled: "true" }],
      });
    },
    "delivery by CloudWatch": (s) => {
      const lb = s.resource(LB, "web");
      s.resource(SOURCE, "source", { resourceArn: lb.arn, logType: "ALB_ACCESS_LOGS" });
      const api = s.resource(LB, "api");
      s.resource(SOURCE, "source1", { resourceArn: api.arn, logType: "ALB_CONNECTION_LOGS" });
      s.resource(SOURCE, "source2", { resourceArn: api.arn, logType: "ACCESS_LOGS" });
    },
    "a gateway load balancer, a network load balancer without TLS": (s) => {
      s.resource(LB, "gateway", { loadBalancerType: "gateway" });
      const net = s.resource(LB, "net", { loadBalancerType: "network" });
      s.resource(LISTENER, "tcp", { loadBalancerArn: net.arn, protocol: "TCP" });
    },
    "one that is only read": (s) => {
      s.resource(LB, "web", {}, { isRead: true });
    },
  },
  fails: {
    "not set, only a bucket, turned off": {
      stack: (s) => {
        s.resource(LB, "a");
        s.resource(LB, "b", { internal: true, accessLogs: { bucket: "logs" } });
        s.resource(LB, "c", { accessLogs: { bucket: "logs", enabled: false } });
      },
      findings: [
        { resource: "a", path: "accessLogs.enabled", found: /^accessLogs is not set\.$/, fix: /enabled: true/ },
        { resource: "b", path: "accessLogs.enabled", found: /^accessLogs names a bucket, but enabled is not set/ },
        { resource: "c", path: "accessLogs.enabled", found: /enabled is false/ },
      ],
    },
    "a network load balancer with a TLS listener": {
      stack: (s) => {
        const net = s.resource(LB, "net", { loadBalancerType: "network" });
        s.resource(LISTENER, "tcp", { loadBalancerArn: net.arn, protocol: "TCP" });
        s.resource(LISTENER, "tls", { loadBalancerArn: net.arn, protocol: "TLS" });
      },
      findings: [{ resource: "net", path: "accessLogs.enabled", found: /not set/ }],
    },
    "other logs do not count": {
      stack: (s) => {
        const lb = s.resource(LB, "web", { connectionLogs: { bucket: "logs", enabled: true } });
        s.resource(SOURCE, "source", { resourceArn: lb.arn, logType: "ALB_CONNECTION_LOGS" });
        s.resource(SOURCE, "odd", { resourceArn: lb.arn, logType: "NOACCESS_LOGS" });
        s.resource(SOURCE, "nothing", { resourceArn: lb.arn });
      },
      findings: [{ resource: "web", path: "accessLogs.enabled", found: /not set/ }],
    },
  },
  undecided: {
    "whether they are on, the type, who delivers": (s) => {
      s.resource(LB, "a", { accessLogs: { bucket: "logs", enabled: s.unknown } });
      s.resource(LB, "b", { loadBalancerType: s.unknown });
      s.resource(LB, "c", { accessLogs: s.unknown });
    },
    "whether a delivery source is its": (s) => {
      s.resource(LB, "web");
      s.resource(SOURCE, "source", { resourceArn: s.unknown, logType: "ALB_ACCESS_LOGS" });
    },
  },
  malformed: {
    "odd types": {
      stack: (s) => {
        s.resource(LB, "web", { accessLogs: "logs" });
      },
      findings: [{ resource: "web", path: "accessLogs.enabled", found: /enabled is not set/ }],
    },
  },
});
