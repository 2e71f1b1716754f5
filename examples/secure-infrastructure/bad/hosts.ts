import * as aws from "@pulumi/aws";
import { batchProfile, metricsProfile, operators } from "./access";
import { batchGroup, privateSubnets, publicSubnets, webGroup } from "./network";

// infra b4: half of SSH's settings; updates that nobody applies, since the timer stays off; nothing against guessing.
// And a password that everybody reads who may describe the instance.
const webSetup = `#!/bin/bash
sed -i 's/#PermitRootLogin yes/PermitRootLogin no/' /etc/ssh/sshd_config
sed -i 's/#PasswordAuthentication yes/PasswordAuthentication no/' /etc/ssh/sshd_config
dnf install -y dnf-automatic nginx
systemctl enable --now nginx
echo 'SHOP_DB_PASSWORD=Fruehling2024!' >> /etc/environment
`;

// infra b2: opened by a key pair. infra b5: IMDSv1 answers, so that a request that the web server is tricked into
// fetches the host's credentials. infra b7: the root volume is not encrypted, gp2, and soon full.
// infra b11: the profile by its name, so that the host may come first and fail.
// infra b13: development, in every stack. infra b14: neither a purpose nor a backup.
new aws.ec2.Instance("web", {
  ami: "ami-0a1b2c3d4e5f60718",
  instanceType: "t3.small",
  subnetId: publicSubnets[0],
  associatePublicIpAddress: true,
  vpcSecurityGroupIds: [webGroup.id],
  keyName: operators.keyName,
  iamInstanceProfile: "web-hosts",
  userData: webSetup,
  rootBlockDevice: { volumeType: "gp2", volumeSize: 8 },
  tags: { Name: "web-dev", Environment: "dev" },
});

// infra b5: any program on the network of the host can ask for its credentials, over two hops, and its tags are not there.
// infra b6: Amazon Linux 2, which nobody patches any more.
// infra b7: the data volume is not encrypted.
const batch = new aws.ec2.LaunchTemplate("batch", {
  imageId: "resolve:ssm:/aws/service/ami-amazon-linux-latest/amzn2-ami-hvm-x86_64-gp2",
  instanceType: "m7i.large",
  keyName: operators.keyName,
  iamInstanceProfile: { arn: batchProfile.arn },
  vpcSecurityGroupIds: [batchGroup.id],
  metadataOptions: { httpTokens: "optional", httpPutResponseHopLimit: 2 },
  blockDeviceMappings: [
    { deviceName: "/dev/xvda", ebs: { volumeType: "gp3", volumeSize: 30, encrypted: "true" } },
    { deviceName: "/dev/xvdb", ebs: { volumeType: "gp3", volumeSize: 200 } },
  ],
});
privateSubnets.forEach((subnetId, index) => {
  new aws.ec2.Instance(`batch-${index}`, { subnetId, launchTemplate: { id: batch.id, version: "$Latest" } });
});

// infra b3: no instance profile, so that its programs get keys in a file. infra b4: as the image left it.
// infra b5: nobody said whether the metadata service is on.
new aws.ec2.Instance("search", {
  ami: "ami-0a1b2c3d4e5f60718",
  instanceType: "r7i.large",
  subnetId: privateSubnets[0],
  vpcSecurityGroupIds: [batchGroup.id],
  metadataOptions: { httpTokens: "required", instanceMetadataTags: "enabled" },
  rootBlockDevice: { volumeType: "gp3", volumeSize: 50, encrypted: true },
});

new aws.ec2.Instance("metrics", {
  ami: "ami-0a1b2c3d4e5f60718",
  instanceType: "t3.small",
  subnetId: privateSubnets[1],
  vpcSecurityGroupIds: [batchGroup.id],
  iamInstanceProfile: metricsProfile.name,
  metadataOptions: { httpTokens: "required", httpEndpoint: "enabled", instanceMetadataTags: "enabled" },
  rootBlockDevice: { volumeType: "gp3", volumeSize: 50, encrypted: true },
  // infra b6: a tool that only Amazon Linux 2 has.
  userData: `#!/bin/bash
amazon-linux-extras install -y collectd
`,
});
