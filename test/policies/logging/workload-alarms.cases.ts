import type { BuiltResource, StackBuilder } from "../../harness/builder";
import type { Build, Case, FailingCase } from "../../harness/cases";
import { cases } from "../../harness/cases";

const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const COMPOSITE = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
const INSTANCE = "aws:rds/instance:Instance";
const CLUSTER = "aws:rds/cluster:Cluster";
const CLUSTER_INSTANCE = "aws:rds/clusterInstance:ClusterInstance";
const DOCDB = "aws:docdb/cluster:Cluster";
const BALANCER = "aws:lb/loadBalancer:LoadBalancer";
const CLASSIC = "aws:elb/loadBalancer:LoadBalancer";
const ASG = "aws:autoscaling/group:Group";
const SERVICE = "aws:ecs/service:Service";
const FUNCTION = "aws:lambda/function:Function";
const API = "aws:apigateway/restApi:RestApi";

/** A stack that is no ephemeral one. */
const inProd = (stack: Build): Case => ({ stack, stackName: "prod" });

const fails = (stack: Build, resource: string, found: RegExp, fix = /MetricAlarm/): FailingCase => ({
  ...inProd(stack),
  findings: [{ resource, path: "", found, fix, key: "alarms" }],
});

/** An alarm on each of these metrics. */
function alarmsOn(s: StackBuilder, namespace: string, metrics: readonly string[], dimensions: object): void {
  for (const metricName of metrics) {
    s.resource(ALARM, metricName, { namespace, metricName, dimensions, threshold: 1 });
  }
}

const DB_METRICS = ["CPUUtilization", "FreeStorageSpace", "DatabaseConnections"];
const LOGS = { engine: "postgres", enabledCloudwatchLogsExports: ["postgresql"] };

function database(s: StackBuilder, inputs: object = {}): BuiltResource {
  return s.resource(INSTANCE, "db", { identifier: "app-db", ...LOGS, ...inputs });
}

function balancer(s: StackBuilder, inputs: object = {}): BuiltResource {
  return s.resource(
    BALANCER,
    "web",
    { name: "web", ...inputs },
    { outputs: { arnSuffix: "app/web/50dc6c495c0c9188" } },
  );
}

const watchedDatabase =
  (inputs: object = {}): Build =>
  (s) => {
    const db = database(s, inputs);
    alarmsOn(s, "AWS/RDS", DB_METRICS, { DBInstanceIdentifier: db.ref("identifier") });
  };

const functionWith =
  (namespace: string, metricName: string, dimensions: object): Build =>
  (s) => {
    s.resource(FUNCTION, "api", { name: "api" });
    alarmsOn(s, namespace, [metricName], dimensions);
  };

export default cases("workload-alarms", {
  passes: {
    "a database with alarms by its output": inProd(watchedDatabase()),
    "a database with alarms by its literal name": inProd((s) => {
      database(s);
      alarmsOn(s, "AWS/RDS", DB_METRICS, { DBInstanceIdentifier: "app-db" });
    }),
    "a database with alarms on metric math and on an anomaly": inProd((s) => {
      const db = database(s);
      const dimensions = { DBInstanceIdentifier: db.ref("identifier") };
      alarmsOn(s, "AWS/RDS", DB_METRICS.slice(1), dimensions);
      s.resource(ALARM, "anomaly", {
        metricQueries: [
          { id: "m1", metric: { namespace: "AWS/RDS", metricName: "CPUUtilization", stat: "Average", dimensions } },
          { id: "ad1", expression: "ANOMALY_DETECTION_BAND(m1, 2)" },
        ],
        thresholdMetricId: "ad1",
      });
    }),
    "databases with one query over all of them": inProd((s) => {
      database(s);
      for (const metric of DB_METRICS) {
        s.resource(ALARM, metric, {
          metricQueries: [
            { id: "q1", expression: `SELECT MAX(${metric}) FROM SCHEMA("AWS/RDS", DBInstanceIdentifier)` },
          ],
        });
      }
    }),
    "a database with a composite alarm over alarms elsewhere": inProd((s) => {
      database(s);
      s.resource(COMPOSITE, "any", { alarmRule: "ALARM(app-db-cpu) OR ALARM(app-db-storage)" });
    }),
    "a database with a composite alarm over its alarms": inProd((s) => {
      watchedDatabase()(s);
      s.resource(COMPOSITE, "any", { alarmRule: 'ALARM("CPUUtilization")' });
    }),
    "MySQL with its error log": inProd(watchedDatabase({ engine: "mysql", enabledCloudwatchLogsExports: ["error"] })),
    "Oracle with its alert log": inProd(
      watchedDatabase({ engine: "oracle-ee", enabledCloudwatchLogsExports: ["alert", "audit"] }),
    ),
    "RDS Custom, which cannot export logs": inProd(
      watchedDatabase({ engine: "custom-oracle-ee", enabledCloudwatchLogsExports: undefined }),
    ),
    "a replica, whose engine is its source's": inProd(
      watchedDatabase({ engine: undefined, enabledCloudwatchLogsExports: ["upgrade"] }),
    ),
    "a cluster with alarms on its own metrics": inProd((s) => {
      const cluster = s.resource(CLUSTER, "aurora", {
        clusterIdentifier: "aurora",
        engine: "aurora-postgresql",
        enabledCloudwatchLogsExports: ["postgresql"],
      });
      alarmsOn(s, "AWS/RDS", ["CPUUtilization", "VolumeBytesUsed", "DatabaseConnections"], {
        DBClusterIdentifier: cluster.ref("clusterIdentifier"),
      });
    }),
    "a cluster with alarms on its instances": inProd((s) => {
      const cluster = s.resource(CLUSTER, "aurora", {
        clusterIdentifier: "aurora",
        engine: "aurora-mysql",
        enabledCloudwatchLogsExports: ["error"],
      });
      const instance = s.resource(CLUSTER_INSTANCE, "writer", {
        clusterIdentifier: cluster.ref("clusterIdentifier"),
        identifier: "writer",
      });
      alarmsOn(s, "AWS/RDS", ["CPUUtilization", "FreeLocalStorage", "DatabaseConnections"], {
        DBInstanceIdentifier: instance.ref("identifier"),
      });
    }),
    "a DocumentDB cluster": inProd((s) => {
      s.resource(DOCDB, "docs", { clusterIdentifier: "docs", enabledCloudwatchLogsExports: ["audit"] });
      alarmsOn(s, "AWS/DocDB", ["CPUUtilization", "VolumeBytesUsed", "DatabaseConnections"], {
        DBClusterIdentifier: "docs",
      });
    }),
    "a load balancer with alarms by its output": inProd((s) => {
      const lb = balancer(s);
      const dimensions = { LoadBalancer: lb.ref("arnSuffix"), TargetGroup: "targetgroup/web/943f017f100becff" };
      alarmsOn(s, "AWS/ApplicationELB", ["HTTPCode_Target_5XX_Count", "UnHealthyHostCount"], dimensions);
    }),
    "a load balancer with alarms by its literal suffix": inProd((s) => {
      balancer(s);
      alarmsOn(s, "AWS/ApplicationELB", ["HTTPCode_ELB_5XX_Count", "HealthyHostCount"], {
        LoadBalancer: "app/web/50dc6c495c0c9188",
      });
    }),
    "a network load balancer, which knows no 5xx": inProd((s) => {
      const lb = balancer(s, { loadBalancerType: "network" });
      alarmsOn(s, "AWS/NetworkELB", ["UnHealthyHostCount"], { LoadBalancer: lb.ref("arnSuffix") });
    }),
    "a classic load balancer": inProd((s) => {
      s.resource(CLASSIC, "old", { name: "old" });
      alarmsOn(s, "AWS/ELB", ["HTTPCode_Backend_5XX", "UnHealthyHostCount"], { LoadBalancerName: "old" });
    }),
    "a group with an alarm on CPU": inProd((s) => {
      const group = s.resource(ASG, "web", {});
      alarmsOn(s, "AWS/EC2", ["CPUUtilization"], { AutoScalingGroupName: group.id });
    }),
    "a group with an alarm on a metric of its own": inProd((s) => {
      const group = s.resource(ASG, "web", { name: "web" });
      alarmsOn(s, "App", ["QueueDepth"], { AutoScalingGroupName: group.ref("name") });
    }),
    "a service with an alarm on CPU": inProd((s) => {
      const service = s.resource(SERVICE, "web", { name: "web" });
      alarmsOn(s, "AWS/ECS", ["CPUUtilization"], { ClusterName: "main", ServiceName: service.ref("name") });
    }),
    "a function with an alarm on its errors": inProd((s) => {
      const fn = s.resource(FUNCTION, "api", { name: "api" });
      alarmsOn(s, "AWS/Lambda", ["Errors"], { FunctionName: fn.ref("name") });
    }),
    "an alarm on an alias of the function": inProd(
      functionWith("AWS/Lambda", "Errors", { FunctionName: "api", Resource: "api:live" }),
    ),
    "an alarm on the errors of all functions": inProd(functionWith("AWS/Lambda", "Errors", {})),
    "an alarm on the errors of the function's API": inProd((s) => {
      s.resource(FUNCTION, "api", { name: "api" });
      alarmsOn(s, "AWS/ApiGateway", ["5XXError"], { ApiName: s.resource(API, "rest", { name: "rest" }).ref("name") });
    }),
    "an alarm on the application's own metric of errors": inProd(functionWith("Shop", "CheckoutErrors", {})),
    "an ephemeral environment": (s) => {
      database(s);
      balancer(s);
    },
    "a pull request's stack": {
      stackName: "pr-17",
      stack: (s) => {
        s.resource(FUNCTION, "api", { name: "api" });
      },
    },
    "alarms are elsewhere": {
      ...inProd((s) => {
        database(s, { enabledCloudwatchLogsExports: [] });
        s.resource(ASG, "web", {});
      }),
      settings: { providedElsewhere: ["alarms"] },
    },
    "an environment below the least one": {
      stack: (s) => {
        balancer(s);
      },
      stackName: "staging",
      options: { minimumEnvironment: "prod" },
    },
    "a kind that settings leave out": {
      ...inProd((s) => {
        s.resource(FUNCTION, "api", { name: "api" });
      }),
      options: { alarms: { database: ["cpu"] } },
    },
    "what settings do not ask for": {
      ...inProd((s) => {
        const db = s.resource(INSTANCE, "db", { identifier: "app-db" });
        alarmsOn(s, "AWS/RDS", ["CPUUtilization"], { DBInstanceIdentifier: db.ref("identifier") });
      }),
      options: { alarms: { database: ["cpu"] } },
    },
    "a database that is only read": inProd((s) => {
      s.resource(INSTANCE, "db", { identifier: "app-db" }, { isRead: true });
    }),
  },
  fails: {
    "a database with nothing": fails(
      (s) => {
        s.resource(INSTANCE, "db", { identifier: "app-db", engine: "postgres" });
      },
      "db",
      /Missing: .*CPUUtilization.*; .*FreeStorageSpace.*; .*DatabaseConnections.*; its engine's logs/,
      /DBInstanceIdentifier: db\.identifier/,
    ),
    "a database without an alarm on storage": fails(
      (s) => {
        const db = database(s);
        alarmsOn(s, "AWS/RDS", ["CPUUtilization", "DatabaseConnections"], {
          DBInstanceIdentifier: db.ref("identifier"),
        });
      },
      "db",
      /^.*Missing: an alarm on free storage [^;]*\.$/m,
    ),
    "PostgreSQL with its upgrade log only": fails(
      watchedDatabase({ enabledCloudwatchLogsExports: ["upgrade"] }),
      "db",
      /Missing: its engine's logs/,
    ),
    "a database without logs": fails(
      watchedDatabase({ enabledCloudwatchLogsExports: [] }),
      "db",
      /Missing: its engine/,
    ),
    "alarms on another database": fails(
      (s) => {
        database(s);
        alarmsOn(s, "AWS/RDS", DB_METRICS, { DBInstanceIdentifier: "app-db-2" });
      },
      "db",
      /CPU/,
    ),
    "a composite alarm over alarms elsewhere on something else": fails(
      (s) => {
        database(s);
        s.resource(COMPOSITE, "any", { alarmRule: "ALARM(web-cpu)" });
      },
      "db",
      /CPU/,
    ),
    "a query over other things": fails(
      (s) => {
        database(s);
        for (const metric of DB_METRICS) {
          const expression = `SELECT MAX(${metric}) FROM SCHEMA("AWS/EC2", InstanceId)`;
          s.resource(ALARM, metric, { metricQueries: [{ id: "q1", expression }] });
        }
      },
      "db",
      /CPU/,
    ),
    "a cluster with alarms on another cluster's instance": fails(
      (s) => {
        s.resource(CLUSTER, "aurora", {
          clusterIdentifier: "aurora",
          engine: "aurora-mysql",
          enabledCloudwatchLogsExports: ["error"],
        });
        const other = s.resource(CLUSTER_INSTANCE, "other", { clusterIdentifier: "central", identifier: "other" });
        alarmsOn(s, "AWS/RDS", DB_METRICS, { DBInstanceIdentifier: other.ref("identifier") });
      },
      "aurora",
      /CPU/,
    ),
    "a load balancer with an alarm on hosts only": fails(
      (s) => {
        const lb = balancer(s);
        alarmsOn(s, "AWS/ApplicationELB", ["UnHealthyHostCount"], { LoadBalancer: lb.ref("arnSuffix") });
      },
      "web",
      /Missing: an alarm on 5xx answers [^;]*\.$/m,
      /loadBalancer\.arnSuffix/,
    ),
    "a load balancer with an alarm on 4xx answers": fails(
      (s) => {
        const lb = balancer(s);
        alarmsOn(s, "AWS/ApplicationELB", ["HTTPCode_Target_4XX_Count", "UnHealthyHostCount"], {
          LoadBalancer: lb.ref("arnSuffix"),
        });
      },
      "web",
      /5xx/,
    ),
    "a network load balancer with nothing": fails(
      (s) => {
        balancer(s, { loadBalancerType: "network" });
      },
      "web",
      /Missing: an alarm on unhealthy hosts/,
    ),
    "two load balancers, one of which is watched": fails(
      (s) => {
        const lb = balancer(s);
        s.resource(BALANCER, "admin", { name: "admin" }, { outputs: { arnSuffix: "app/admin/1" } });
        alarmsOn(s, "AWS/ApplicationELB", ["HTTPCode_ELB_5XX_Count", "UnHealthyHostCount"], {
          LoadBalancer: lb.ref("arnSuffix"),
        });
      },
      "admin",
      /5xx.*unhealthy/,
    ),
    "a group": fails(
      (s) => {
        s.resource(ASG, "web", { name: "web" });
      },
      "web",
      /CPU.*metric of its own/,
      /AutoScalingGroupName/,
    ),
    "a service": fails(
      (s) => {
        s.resource(SERVICE, "web", { name: "web" });
        alarmsOn(s, "AWS/ECS", ["CPUUtilization"], { ClusterName: "main", ServiceName: "worker" });
      },
      "web",
      /CPU/,
    ),
    "a function": fails(
      (s) => {
        s.resource(FUNCTION, "api", { name: "api" });
      },
      "api",
      /Errors/,
      /FunctionName: fn\.name/,
    ),
    "a function with an alarm on its duration": fails(
      functionWith("AWS/Lambda", "Duration", { FunctionName: "api" }),
      "api",
      /Errors/,
    ),
    "an alarm on the errors of another function": fails(
      functionWith("AWS/Lambda", "Errors", { FunctionName: "worker" }),
      "api",
      /Errors/,
    ),
    "the least environment": {
      ...fails(
        (s) => {
          s.resource(ASG, "web", { name: "web" });
        },
        "web",
        /CPU/,
      ),
      options: { minimumEnvironment: "prod" },
    },
    "an environment above the least one": {
      stack: (s) => {
        s.resource(ASG, "web", { name: "web" });
      },
      stackName: "staging",
      options: { minimumEnvironment: "test" },
      findings: [{ resource: "web", path: "", found: /CPU/ }],
    },
    "a stack whose name tells no environment": {
      stack: (s) => {
        s.resource(ASG, "web", { name: "web" });
      },
      stackName: "frankfurt",
      options: { minimumEnvironment: "prod" },
      findings: [{ resource: "web", path: "", found: /CPU/ }],
    },
  },
  undecided: {
    "what an alarm is about is not known": inProd((s) => {
      s.resource(ASG, "web", { name: "web" });
      s.resource(ALARM, "alarm", {
        namespace: "AWS/EC2",
        metricName: "CPUUtilization",
        dimensions: { AutoScalingGroupName: s.unknown },
      });
    }),
    "what the group will be called is not known": inProd((s) => {
      s.resource(ASG, "web", { name: s.unknown });
      alarmsOn(s, "AWS/EC2", ["CPUUtilization"], { AutoScalingGroupName: "web" });
    }),
    "the metric of an alarm is not known": inProd((s) => {
      const group = s.resource(ASG, "web", { name: "web" });
      s.resource(ALARM, "alarm", { metricName: s.unknown, dimensions: { AutoScalingGroupName: group.ref("name") } });
    }),
    "the queries of an alarm are not known": inProd((s) => {
      s.resource(FUNCTION, "api", { name: "api" });
      s.resource(ALARM, "alarm", { metricQueries: s.unknown });
    }),
    "the logs are not known": inProd((s) => {
      watchedDatabase({ enabledCloudwatchLogsExports: s.unknown })(s);
    }),
  },
  malformed: {
    "dimensions, logs and queries of odd types": {
      ...inProd((s) => {
        database(s, { enabledCloudwatchLogsExports: "postgresql", engine: ["postgres"] });
        s.resource(ALARM, "alarm", { metricName: "CPUUtilization", dimensions: "app-db", metricQueries: 7 });
        s.resource(COMPOSITE, "any", { alarmRule: { ALARM: "x" } });
      }),
      findings: [{ resource: "db", path: "", found: /CPU/ }],
    },
  },
});
