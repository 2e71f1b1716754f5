import { extrasCall, imageEvidence, imageName, type ImageEvidenceKind } from "../../aws/amazon-linux";
import { HOST_TYPES } from "../../aws/host";
import { quote } from "../../aws/permissions";
import {
  AMI,
  AMI_COPY,
  BATCH_COMPUTE_ENVIRONMENT,
  BEANSTALK_ENVIRONMENT,
  BEANSTALK_TEMPLATE,
  EKS_NODE_GROUP,
} from "../../aws/types";
import { definePolicy, matchesGlob, texts, view } from "../../core";

const TYPES = [
  ...HOST_TYPES,
  ...EKS_NODE_GROUP,
  ...BATCH_COMPUTE_ENVIRONMENT,
  ...BEANSTALK_ENVIRONMENT,
  ...BEANSTALK_TEMPLATE,
  ...AMI,
  ...AMI_COPY,
];

export default definePolicy({
  name: "ec2-amazon-linux-2023",
  category: "compute",
  requirements: ["CMP-05"],
  severity: "medium",
  level: "advisory",
  title: "Hosts run Amazon Linux 2023",
  description:
    "Hosts run Amazon Linux 2023, not Amazon Linux 2 or older, as far as parameters, names and user data tell.",
  rationale:
    "Amazon Linux 2 gets no updates after 30 June 2026, and Amazon Linux (2018.03) has had none since the end of 2023.",
  fix: 'Use an image of Amazon Linux 2023: aws.ssm.getParameterOutput({ name: "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64" }).value; for EKS and ECS the parameter below amazon-linux-2023.',
  references: [
    "https://docs.aws.amazon.com/linux/al2/ug/prepare-for-al2023.html",
    "https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-finding-public-parameters.html",
    "https://docs.aws.amazon.com/eks/latest/userguide/retrieve-ami-id.html",
    "https://docs.aws.amazon.com/batch/latest/APIReference/API_Ec2Configuration.html",
  ],
  options: {
    allowedImages: texts({
      default: [],
      description: "AMI ids and SSM parameter paths that are accepted whatever they are; `*` matches any text.",
    }),
    deniedImages: texts({
      default: [],
      description: "AMI ids and SSM parameter paths of Amazon Linux 2 and older; `*` matches any text.",
    }),
  },
  subjects: view(TYPES, (graph) => graph.ofType(TYPES).filter((one) => one.isAnalysed)),
  needs: "resource",
  check(resource, { options: { allowedImages, deniedImages }, report, each }) {
    const isListed = (text: string, patterns: readonly string[]): boolean =>
      patterns.some((pattern) => matchesGlob(imageName(text), pattern));
    let isSettled = false;
    each(imageEvidence(resource), ({ at, kind, old }) => {
      // What is not known yet may be allowed.
      isSettled ||= at.isUnknown && allowedImages.length > 0;
      const text = at.string() ?? "";
      const isImage = kind === "image";
      const isAllowed = isImage && isListed(text, allowedImages);
      const isDenied = isImage && text !== "" && isListed(text, deniedImages);
      const isOld = !isAllowed && (isDenied || old.test(text));
      isSettled ||= isAllowed || isOld;
      if (isOld) {
        report(at, {
          found: isDenied
            ? `The settings list ${quote(text)} as older than Amazon Linux 2023.`
            : `${quote(text)} is Amazon Linux 2 or older.`,
          ...(FIX[kind] !== undefined && { fix: FIX[kind] }),
        });
      }
    });
    const call = isSettled ? undefined : extrasCall(resource);
    if (call) {
      report(call, { found: "User data calls amazon-linux-extras, which only Amazon Linux 2 has.", fix: EXTRAS_FIX });
    }
  },
});

const FIX: Partial<Record<ImageEvidenceKind, string>> = {
  eks: 'Set amiType: "AL2023_x86_64_STANDARD" or "AL2023_ARM_64_STANDARD", with GPUs "AL2023_x86_64_NVIDIA".',
  batch: 'Set imageType: "ECS_AL2023", with GPUs "ECS_AL2023_NVIDIA"; on EKS "EKS_AL2023" or "EKS_AL2023_NVIDIA".',
  beanstalk: 'Take a platform of Amazon Linux 2023: "64bit Amazon Linux 2023 v… running …".',
  name: "Make the image of one of Amazon Linux 2023, al2023-ami-*.",
};

const EXTRAS_FIX =
  "Use an image of Amazon Linux 2023 and install the packages with dnf: its repositories have what extras had.";
