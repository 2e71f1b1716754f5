import { cases } from "../../harness/cases";
import { BATCH, CONFIGURATION, fails, INSTANCE, NODE_GROUP, one, SPOT, SPOT_FLEET, TEMPLATE } from "./hosts";

const KEY_PAIR = "aws:ec2/keyPair:KeyPair";
const PRIVATE_KEY = "tls:index/privateKey:PrivateKey";

export default cases("ec2-no-ssh-keys", {
  passes: {
    "an instance without a key": one(INSTANCE, { ami: "ami-1" }),
    "an empty name": one(INSTANCE, { keyName: "" }),
    "a node group without remote access": one(NODE_GROUP, { clusterName: "main" }),
    "a node group whose remote access names security groups only": one(NODE_GROUP, {
      remoteAccess: { sourceSecurityGroupIds: ["sg-1"] },
    }),
    "a Batch environment without a key": one(BATCH, { computeResources: { type: "EC2" } }),
    "a spot fleet without keys": one(SPOT_FLEET, { launchSpecifications: [{ ami: "ami-1" }] }),
    "a private key of a certificate": (s) => {
      const key = s.resource(PRIVATE_KEY, "it", { algorithm: "RSA" }, { outputs: { privateKeyPem: "pem" } });
      s.resource("tls:index/selfSignedCert:SelfSignedCert", "certificate", { privateKeyPem: key.ref("privateKeyPem") });
    },
    "a private key beside a key pair of another key, of a Windows host": {
      options: { windowsHosts: ["windows-*"] },
      stack: (s) => {
        s.resource(PRIVATE_KEY, "it", { algorithm: "RSA" });
        s.resource(KEY_PAIR, "windows-key", { publicKey: "ssh-rsa AAAA" });
      },
    },
    "a Windows host with its key pair and private key": {
      options: { windowsHosts: ["windows-*"] },
      stack: (s) => {
        const key = s.resource(
          PRIVATE_KEY,
          "key",
          { algorithm: "RSA" },
          { outputs: { publicKeyOpenssh: "ssh-rsa AAAA" } },
        );
        const pair = s.resource(KEY_PAIR, "windows-key", {
          publicKey: key.ref("publicKeyOpenssh"),
          keyName: "windows",
        });
        s.resource(INSTANCE, "windows-host", { keyName: pair.ref("keyName"), getPasswordData: true });
      },
    },
    "an instance and a key pair that are only read": (s) => {
      s.resource(INSTANCE, "it", { keyName: "ops" }, { isRead: true });
      s.resource(KEY_PAIR, "pair", { publicKey: "ssh-rsa AAAA" }, { isRead: true });
    },
  },
  fails: {
    "an instance": fails(one(INSTANCE, { keyName: "ops" }), "keyName", /key pair "ops"/, /Session Manager/),
    "a request for a spot instance": fails(one(SPOT, { keyName: "ops" }), "keyName", /"ops"/),
    "a launch template": fails(one(TEMPLATE, { keyName: "ops" }), "keyName", /"ops"/),
    "a launch configuration": fails(one(CONFIGURATION, { keyName: "ops" }), "keyName", /"ops"/),
    "a spot fleet": fails(
      one(SPOT_FLEET, { launchSpecifications: [{ ami: "ami-1" }, { keyName: "ops" }] }),
      "launchSpecifications[1].keyName",
      /"ops"/,
    ),
    "a node group": fails(one(NODE_GROUP, { remoteAccess: { ec2SshKey: "ops" } }), "remoteAccess.ec2SshKey", /"ops"/),
    "a Batch environment": fails(
      one(BATCH, { computeResources: { ec2KeyPair: "ops" } }),
      "computeResources.ec2KeyPair",
      /"ops"/,
    ),
    "a key pair": fails(
      one(KEY_PAIR, { publicKey: "ssh-rsa AAAA" }),
      "",
      /key pair is made/,
      /Remove the aws.ec2.KeyPair/,
    ),
    "a host that the settings do not name": {
      options: { windowsHosts: ["windows"] },
      ...fails(one(INSTANCE, { keyName: "ops" }), "keyName", /"ops"/),
    },
    "a key pair beside a private key of something else": {
      stack: (s) => {
        s.resource(PRIVATE_KEY, "key", { algorithm: "RSA" });
        s.resource(KEY_PAIR, "it", { publicKey: "ssh-rsa AAAA" });
      },
      findings: [{ resource: "it", path: "", found: /made/ }],
    },
    "a private key, its key pair and an instance, each to be removed": {
      stack: (s) => {
        const key = s.resource(
          PRIVATE_KEY,
          "key",
          { algorithm: "RSA" },
          { outputs: { publicKeyOpenssh: "ssh-rsa AAAA" } },
        );
        const pair = s.resource(
          KEY_PAIR,
          "pair",
          { publicKey: key.ref("publicKeyOpenssh") },
          { outputs: { keyName: "pair-1" } },
        );
        s.resource(INSTANCE, "it", { keyName: pair.ref("keyName") });
      },
      findings: [
        { resource: "key", path: "", found: /key pair "pair" is made of this private key/, fix: /state holds/ },
        { resource: "pair", path: "", found: /made/ },
        { resource: "it", path: "keyName", found: /"pair-1"/ },
      ],
      inPreview: [
        { resource: "key", path: "", found: /private key/ },
        { resource: "pair", path: "", found: /made/ },
      ],
    },
  },
  undecided: {
    "an unknown name": (s) => {
      s.resource(INSTANCE, "it", { keyName: s.unknown });
    },
  },
  malformed: {
    "what is no name": (s) => {
      s.resource(INSTANCE, "it", { keyName: { a: 1 } });
      s.resource(NODE_GROUP, "nodes", { remoteAccess: "ops" });
      s.resource(SPOT_FLEET, "fleet", { launchSpecifications: "ops" });
      s.resource(BATCH, "batch", { computeResources: null });
    },
  },
});
