import { cases } from "../../harness/cases";
import { AWS_EXAMPLE_ID, SAMPLES } from "../../harness/credentials";

export default cases("credential-in-stack-output", {
  passes: {
    "ids, ARNs and URLs": (s) => {
      s.exports({
        bucket: "acme-logs",
        arn: "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf",
        url: "https://acme.io",
      });
    },
    "no outputs": (s) => {
      s.exports({});
    },
    "the redacted output of a state audit": (s) => {
      s.exports({ token: "[secret]" });
    },
    "AWS's example key when it is allowed": {
      stack: (s) => {
        s.exports({ key: AWS_EXAMPLE_ID });
      },
      options: { allowExampleKeys: true },
    },
  },
  fails: {
    "a token": {
      stack: (s) => {
        s.exports({ token: SAMPLES["github-token"] });
      },
      findings: [
        { resource: "stack", path: "token", found: /^The output holds a GitHub token/, key: "token:github-token" },
      ],
    },
    "a URL with a password inside an object": {
      stack: (s) => {
        s.exports({ db: { urls: [SAMPLES["url-password"]] } });
      },
      findings: [{ resource: "stack", path: "db.urls[0]", found: /a URL with a password/ }],
    },
    "a generated key, once it is known": {
      stack: (s) => {
        const key = s.resource(
          "tls:index/privateKey:PrivateKey",
          "k",
          {},
          { outputs: { privateKeyPem: SAMPLES["private-key"] } },
        );
        s.exports({ pem: key.ref("privateKeyPem") });
      },
      findings: [{ resource: "stack", path: "pem", found: /a private key/ }],
      inPreview: [],
    },
  },
  undecided: {
    "an output that is not known yet": (s) => {
      s.exports({ token: s.unknown });
    },
  },
  malformed: {
    "odd outputs": (s) => {
      s.exports({ a: null, b: [[[]]], c: 7, d: { e: null } });
    },
  },
});
