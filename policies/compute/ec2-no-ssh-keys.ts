import { HOST_TYPES, isNamed } from "../../aws/host";
import { keyPlaces, keyPairsFedBy } from "../../aws/ssh-key";
import { quote } from "../../aws/permissions";
import { BATCH_COMPUTE_ENVIRONMENT, EKS_NODE_GROUP, KEY_PAIR, TLS_PRIVATE_KEY } from "../../aws/types";
import { definePolicy, texts, view } from "../../core";

const TYPES = [...HOST_TYPES, ...EKS_NODE_GROUP, ...BATCH_COMPUTE_ENVIRONMENT, ...KEY_PAIR, ...TLS_PRIVATE_KEY];

export default definePolicy({
  name: "ec2-no-ssh-keys",
  category: "compute",
  requirements: ["CMP-01"],
  severity: "high",
  level: "mandatory",
  title: "Hosts have no SSH key pairs",
  description:
    "No EC2 key pair is made, and no instance, launch template, launch configuration or node group names one.",
  rationale:
    "A private key is copied, never expires and tells nobody who used it. Session Manager opens a shell without a port " +
    "and a key, for those whom IAM lets, and records each session.",
  fix: "Remove it and use Session Manager: give the instance's role AmazonSSMManagedInstanceCore, then aws ssm start-session --target <instance id>.",
  references: [
    "https://docs.aws.amazon.com/systems-manager/latest/userguide/session-manager.html",
    "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-key-pairs.html",
  ],
  options: {
    windowsHosts: texts({
      default: [],
      description:
        "Logical names of Windows hosts, and of the key pairs with which their first password is decrypted; `*` matches any text.",
    }),
  },
  subjects: view(TYPES, (graph) => graph.ofType(TYPES).filter((one) => one.isAnalysed)),
  needs: "stack",
  check(resource, { options: { windowsHosts }, report, each }) {
    if (isNamed(resource, windowsHosts)) {
      return;
    }
    if (KEY_PAIR.includes(resource.type)) {
      return report(resource, { found: "An SSH key pair is made.", fix: REMOVE_PAIR });
    }
    if (TLS_PRIVATE_KEY.includes(resource.type)) {
      const pair = keyPairsFedBy(resource).find((one) => !isNamed(one, windowsHosts));
      return (
        pair &&
        report(resource, { found: `The key pair ${quote(pair.name)} is made of this private key.`, fix: REMOVE_KEY })
      );
    }
    each(keyPlaces(resource), (place) => {
      const name = place.string();
      if (name !== undefined) {
        report(place, { found: `The key pair ${quote(name)} opens SSH for whoever holds it.` });
      }
    });
  },
});

const REMOVE_PAIR =
  "Remove the aws.ec2.KeyPair and what names it; Session Manager is the way in (the instance's role has AmazonSSMManagedInstanceCore).";
const REMOVE_KEY =
  "Remove the tls.PrivateKey and the aws.ec2.KeyPair; the state holds this private key. Use Session Manager.";
