import * as aws from "@pulumi/aws";

// infra b2: whoever has the file with the private key is on every host, and nobody knows who that was.
export const operators = new aws.ec2.KeyPair("operators", {
  publicKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHMLm6Vqkv7xZb1k3R0yT4vYc1d8Qe2uJx9aWn5sPfGh operators",
});

// infra b2, b3: a person with a password and with keys that never expire, where a role would do.
const deployer = new aws.iam.User("deployer", {});
new aws.iam.AccessKey("deployer", { user: deployer.name });
new aws.iam.UserLoginProfile("deployer", { user: deployer.name });
new aws.iam.UserPolicyAttachment("deployer", {
  user: deployer.name,
  policyArn: "arn:aws:iam::aws:policy/AmazonEC2ReadOnlyAccess",
});

const trust = (service: string): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } }],
  });

// infra b3: nothing lets Systems Manager manage the host, so that there is no way in but SSH.
const web = new aws.iam.Role("web", { assumeRolePolicy: trust("ec2.amazonaws.com") });
export const webProfile = new aws.iam.InstanceProfile("web", { name: "web-hosts", role: web.name });

// infra b3: an old policy that lets the host read all parameters and buckets of the account.
const batch = new aws.iam.Role("batch", { assumeRolePolicy: trust("ec2.amazonaws.com") });
new aws.iam.RolePolicyAttachment("batch", {
  role: batch.name,
  policyArn: "arn:aws:iam::aws:policy/service-role/AmazonEC2RoleforSSM",
});
export const batchProfile = new aws.iam.InstanceProfile("batch", { role: batch.name });

// infra b3: it is EC2 that takes the role on, not Systems Manager, so that the host gets no credentials.
const metrics = new aws.iam.Role("metrics", { assumeRolePolicy: trust("ssm.amazonaws.com") });
new aws.iam.RolePolicyAttachment("metrics", {
  role: metrics.name,
  policyArn: "arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore",
});
export const metricsProfile = new aws.iam.InstanceProfile("metrics", { role: metrics.name });
