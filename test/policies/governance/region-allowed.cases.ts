import { cases } from "../../harness/cases";

const BUCKET = "aws:s3/bucket:Bucket";
const PROVIDER = "pulumi:providers:aws";
const options = { allowedRegions: ["eu-central-1"] };
const defaultIn = (region: string) => ({ type: PROVIDER, name: "default_7_48_0", props: { region } });

export default cases("region-allowed", {
  passes: {
    "any region without the setting": (s) => {
      s.resource(BUCKET, "logs", { region: "ap-east-1" });
    },
    "an allowed region": {
      options,
      stack: (s) => {
        s.resource(BUCKET, "logs", {}, { provider: defaultIn("eu-central-1") });
        s.resource(BUCKET, "data", { region: "eu-central-1" });
      },
    },
    "a pattern": {
      options: { allowedRegions: ["eu-*"] },
      stack: (s) => {
        s.resource(BUCKET, "logs", {}, { provider: defaultIn("eu-west-3") });
      },
    },
    "what CloudFront uses, in us-east-1 beside an allowed main region": {
      options,
      stack: (s) => {
        const provider = s.provider("virginia", { region: "us-east-1" });
        s.resource(BUCKET, "logs", {}, { provider: defaultIn("eu-central-1") });
        s.resource("aws:acm/certificate:Certificate", "cert", {}, { provider });
        s.resource("aws:acm/certificateValidation:CertificateValidation", "valid", {}, { provider });
        s.resource("aws:wafv2/webAcl:WebAcl", "acl", { scope: "CLOUDFRONT" }, { provider });
        s.resource("aws:lambda/function:Function", "edge", { publish: true }, { provider });
        s.resource(
          "aws:acm/certificate:Certificate",
          "own",
          { region: "us-east-1" },
          { provider: defaultIn("eu-central-1") },
        );
      },
    },
    "global services": {
      options,
      stack: (s) => {
        s.resource("aws:iam/role:Role", "role");
        s.resource("aws:route53/zone:Zone", "zone");
        s.resource("aws:cloudfront/distribution:Distribution", "site");
        s.resource("aws:organizations/account:Account", "account");
        const native = s.provider("n", { region: "us-east-1" }, "pulumi:providers:aws-native");
        s.resource("aws-native:iam:Role", "native", {}, { provider: native });
        s.resource("aws-native:route53:HostedZone", "native-zone", {}, { provider: native });
      },
    },
  },
  fails: {
    "eu-west-3 when only us-east-1 is allowed, reported once": {
      options: { allowedRegions: ["us-east-1"] },
      config: { "aws:region": "eu-west-3" },
      stack: (s) => {
        s.resource(BUCKET, "logs", {}, { provider: defaultIn("eu-west-3") });
        s.resource(BUCKET, "data", {}, { provider: s.provider("default", {}) });
      },
      findings: [
        {
          resource: "stack",
          path: "",
          found: /data and 1 more go to eu-west-3; allowed is us-east-1/,
          fix: /pulumi config set aws:region us-east-1/,
          key: "region:default:eu-west-3",
        },
      ],
    },
    "an explicit provider, reported where the program made it": {
      options,
      stack: (s) => {
        const provider = s.provider("paris", { region: "eu-west-3" });
        s.resource(PROVIDER, "paris", provider.props);
        s.resource(BUCKET, "logs", {}, { provider });
      },
      findings: [{ resource: "paris", path: "region", found: /logs go to eu-west-3/, fix: /on provider paris/ }],
    },
    "a resource's own region": {
      options,
      stack: (s) => {
        s.resource(BUCKET, "logs", { region: "eu-west-3" }, { provider: defaultIn("eu-central-1") });
      },
      findings: [{ resource: "logs", path: "region", found: /The region is eu-west-3; allowed is eu-central-1/ }],
    },
    "other things in us-east-1": {
      options,
      stack: (s) => {
        const provider = s.provider("virginia", { region: "us-east-1" });
        s.resource(BUCKET, "logs", {}, { provider });
        s.resource("aws:wafv2/webAcl:WebAcl", "acl", { scope: "REGIONAL" }, { provider });
        s.resource("aws:lambda/function:Function", "fn", {}, { provider });
      },
      findings: [{ resource: "stack", path: "", found: /fn and 2 more go to us-east-1/ }],
    },
    "a certificate in another region than CloudFront's": {
      options,
      stack: (s) => {
        s.resource(
          "aws:acm/certificate:Certificate",
          "cert",
          { region: "us-west-2" },
          { provider: defaultIn("eu-central-1") },
        );
      },
      findings: [{ resource: "cert", path: "region", found: /us-west-2/ }],
    },
    "resolver endpoints are regional though Route 53 is not": {
      options,
      stack: (s) => {
        s.resource("aws:route53/resolverEndpoint:ResolverEndpoint", "dns", { region: "us-west-2" });
      },
      findings: [{ resource: "dns", path: "region", found: /us-west-2/ }],
    },
    "aws-native, in a state audit too": {
      options,
      env: { PULUMI_CONFIG: "" },
      stack: (s) => {
        s.resource(
          "aws-native:s3:Bucket",
          "logs",
          {},
          { provider: s.provider("n", { region: "us-west-2" }, "pulumi:providers:aws-native") },
        );
      },
      findings: [{ resource: "stack", path: "", found: /logs go to us-west-2/ }],
    },
  },
  undecided: {
    "unknown regions": {
      options,
      stack: (s) => {
        s.resource(BUCKET, "logs", { region: s.unknown }, { provider: defaultIn("eu-central-1") });
        s.resource(BUCKET, "data", {}, { provider: s.provider("main", { region: s.unknown }) });
      },
    },
    "an unknown scope in us-east-1": {
      options,
      stack: (s) => {
        s.resource("aws:wafv2/webAcl:WebAcl", "acl", { scope: s.unknown }, { provider: defaultIn("us-east-1") });
      },
    },
  },
  malformed: {
    "no text where a region belongs": {
      options,
      stack: (s) => {
        s.resource(BUCKET, "logs", { region: { a: 1 } }, { provider: s.provider("main", { region: [1] }) });
      },
    },
  },
});
