import { gzipSync } from "node:zlib";
import { cases } from "../../harness/cases";
import { base64, FAIL2BAN, HARDENED, SHEBANG, SIX_EDITS, SSH, UPDATES } from "./user-data";

const INSTANCE = "aws:ec2/instance:Instance";
const TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
const CONFIGURATION = "aws:ec2/launchConfiguration:LaunchConfiguration";
const GROUP = "aws:autoscaling/group:Group";
const ASSOCIATION = "aws:ssm/association:Association";
const AL2023 = "resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64";

const WITHOUT_UPDATES = `${SHEBANG}${SSH}${FAIL2BAN}`;
const NO_UPDATES = [{ resource: "web", path: "userData", found: /^Missing: automatic updates\.$/ }];
const PATCH = { name: "AWS-RunPatchBaseline", parameters: { Operation: "Install" } };

const CLOUD_CONFIG = `#cloud-config
ssh_pwauth: false
packages: [unattended-upgrades, fail2ban]
write_files:
  - path: /etc/ssh/sshd_config.d/10-hardening.conf
    content: |
      PermitRootLogin no
      PubkeyAuthentication yes
      MaxAuthTries 3
      ClientAliveInterval 300
      ClientAliveCountMax 2
runcmd:
  - [systemctl, restart, ssh]
`;

export default cases("ec2-user-data-hardening", {
  passes: {
    "the six edits, dnf-automatic with its timer and fail2ban": (s) => {
      s.resource(INSTANCE, "web", { ami: AL2023, userData: HARDENED });
    },
    "the same in base64": (s) => {
      s.resource(INSTANCE, "web", { userData: base64(HARDENED) });
    },
    "the same gzipped in userDataBase64": (s) => {
      s.resource(INSTANCE, "web", { userDataBase64: gzipSync(HARDENED).toString("base64") });
    },
    "the same in a launch template": (s) => {
      s.resource(TEMPLATE, "web", { imageId: AL2023, userData: base64(HARDENED) });
    },
    "the same in a launch configuration": (s) => {
      s.resource(CONFIGURATION, "web", { imageId: "ami-1", userData: HARDENED });
    },
    "cloud-config on Ubuntu": (s) => {
      s.resource(INSTANCE, "web", { userData: CLOUD_CONFIG });
    },
    "parts in a MIME archive": (s) => {
      const part = (type: string, body: string): string => `--b\nContent-Type: text/${type}\n\n${body}\n`;
      const archive = `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="b"\n\n${part("cloud-config", "#cloud-config\npackages: [dnf-automatic, fail2ban]")}${part("x-shellscript", `#!/bin/sh\n${SSH}${UPDATES[1] ?? ""}${UPDATES[2] ?? ""}systemctl enable --now fail2ban`)}--b--\n`;
      s.resource(TEMPLATE, "web", { userData: base64(archive) });
    },
    "arrays, a function that tries again, and a group in a pipe": (s) => {
      const lines = [
        'PACKAGES=(unattended-upgrades "fail2ban")',
        'retry() { for n in 1 2 3; do "$@" && return 0; sleep 5; done; }',
        'retry apt-get install -y "${PACKAGES[@]}"',
        "{ echo 'PermitRootLogin no'; echo 'PasswordAuthentication no'; echo 'PubkeyAuthentication yes'; echo 'MaxAuthTries 3'",
        "  echo 'ClientAliveInterval 300'; echo 'ClientAliveCountMax 2'; } | sudo tee /etc/ssh/sshd_config.d/10-x.conf",
      ];
      s.resource(INSTANCE, "web", { userData: `${SHEBANG}${lines.join("\n")}\n` });
    },
    "dnf-automatic-install.timer, which needs no settings": (s) => {
      const timer = "dnf install -y dnf-automatic\nsystemctl enable --now dnf-automatic-install.timer\n";
      s.resource(INSTANCE, "web", { userData: `${SHEBANG}${SSH}${timer}${FAIL2BAN}` });
    },
    "what the fix says": (s) => {
      const fix =
        "printf '%s\\n' 'PermitRootLogin no' 'PasswordAuthentication no' 'PubkeyAuthentication yes' 'MaxAuthTries 3' 'ClientAliveInterval 300' 'ClientAliveCountMax 2' > /etc/ssh/sshd_config.d/00-hardening.conf; dnf install -y dnf-automatic && systemctl enable --now dnf-automatic-install.timer; dnf install -y fail2ban && systemctl enable --now fail2ban";
      s.resource(INSTANCE, "web", { userData: `${SHEBANG}${fix}` });
    },
    "sshd is disabled, and updates are on": (s) => {
      s.resource(INSTANCE, "web", { userData: `${SHEBANG}${UPDATES.join("")}systemctl disable --now sshd\n` });
    },
    "sshd is masked, and updates are on": (s) => {
      s.resource(INSTANCE, "web", { userData: `${SHEBANG}${UPDATES.join("")}systemctl mask sshd\n` });
    },
    "an accepted replacement of fail2ban": {
      stack: (s) => {
        const userData = `${SHEBANG}${SSH}${UPDATES.join("")}dnf install -y crowdsec\nsystemctl enable crowdsec\n`;
        s.resource(INSTANCE, "web", { userData });
      },
      options: { fail2banReplacements: ["crowdsec"] },
    },
    "no user data": (s) => {
      s.resource(INSTANCE, "web", { ami: "ami-1" });
      s.resource(INSTANCE, "api", { ami: "ami-1", userData: "" });
    },
    "an instance of which the template is judged": (s) => {
      const template = s.resource(TEMPLATE, "template", { userData: base64(HARDENED) });
      s.resource(INSTANCE, "web", { launchTemplate: { id: template.id } });
    },
    "Windows, Bottlerocket, macOS": (s) => {
      s.resource(INSTANCE, "windows", { userData: "<powershell>\nInstall-WindowsFeature Web-Server\n</powershell>" });
      s.resource(INSTANCE, "windows2", { userData: "#!/bin/sh\nls", getPasswordData: true });
      s.resource(INSTANCE, "windows3", {
        ami: "resolve:ssm:/aws/service/ami-windows-latest/Windows_Server-2022-English-Full-Base",
        userData: "#!/bin/sh\nls",
      });
      s.resource(INSTANCE, "bottlerocket", { userData: "[settings.host-containers.admin]\nenabled = true" });
      s.resource(INSTANCE, "mac", {
        ami: "resolve:ssm:/aws/service/ec2-macos/sonoma/arm64_mac/latest/image_id",
        userData: "#!/bin/sh\nls",
      });
      s.resource(INSTANCE, "rocket", {
        ami: "resolve:ssm:/aws/service/bottlerocket/aws-dev/x86_64/latest/image_id",
        userData: "#!/bin/sh\nls",
      });
    },
    "nodes of EKS and ECS": (s) => {
      s.resource(TEMPLATE, "eks", { userData: base64("#!/bin/bash\n/etc/eks/bootstrap.sh main\n") });
      s.resource(INSTANCE, "ecs", { userData: "#!/bin/bash\necho ECS_CLUSTER=main >> /etc/ecs/ecs.config\n" });
      const group = s.resource(TEMPLATE, "managed", { userData: base64("#!/bin/bash\nls\n") });
      s.resource("aws:eks/nodeGroup:NodeGroup", "nodes", { launchTemplate: { id: group.id, version: "1" } });
    },
    "hardened AMIs, by id and by parameter": {
      stack: (s) => {
        s.resource(INSTANCE, "web", { ami: "ami-0hardened", userData: "#!/bin/sh\nls" });
        s.resource(TEMPLATE, "api", { imageId: "resolve:ssm:/golden/linux:7", userData: base64("#!/bin/sh\nls") });
        s.resource(TEMPLATE, "job", { imageId: "resolve:ssm:/golden/job:3", userData: base64("#!/bin/sh\nls") });
      },
      settings: { hardenedImages: ["ami-0hard*", "/golden/linux", "resolve:ssm:/golden/job:3"] },
    },
    "a file that is downloaded as sshd_config, and all else": (s) => {
      const userData = `${SHEBANG}aws s3 cp s3://acme/sshd_config /etc/ssh/sshd_config\n${UPDATES.join("")}${FAIL2BAN}`;
      s.resource(INSTANCE, "web", { userData });
    },
    "a patch association names the instance": (s) => {
      const web = s.resource(INSTANCE, "web", { userData: WITHOUT_UPDATES });
      s.resource(ASSOCIATION, "patch", { ...PATCH, targets: [{ key: "InstanceIds", values: [web.id] }] });
    },
    "a patch association names the instance by instanceId": (s) => {
      const web = s.resource(INSTANCE, "web", { userData: WITHOUT_UPDATES });
      s.resource(ASSOCIATION, "patch", { ...PATCH, instanceId: web.id });
    },
    "a patch association for all instances": (s) => {
      s.resource(INSTANCE, "web", { userData: WITHOUT_UPDATES });
      s.resource(TEMPLATE, "api", { userData: base64(WITHOUT_UPDATES) });
      s.resource(ASSOCIATION, "patch", {
        name: "arn:aws:ssm:us-east-1:123456789012:document/AWS-RunPatchBaselineWithHooks",
        parameters: { Operation: "Install" },
        targets: [{ key: "instanceids", values: ["*"] }],
      });
    },
    "a patch association by tag": (s) => {
      s.resource(INSTANCE, "web", { tags: { PatchGroup: "linux" }, userData: WITHOUT_UPDATES });
      s.resource(TEMPLATE, "api", {
        userData: base64(WITHOUT_UPDATES),
        tagSpecifications: [{ resourceType: "instance", tags: { PatchGroup: "linux" } }],
      });
      s.resource(ASSOCIATION, "patch", {
        ...PATCH,
        targets: [{ key: "tag:PatchGroup", values: ["windows", "linux"] }],
      });
    },
    "a patch association by tag key": (s) => {
      s.resource(INSTANCE, "web", { tags: { Patch: "yes" }, userData: WITHOUT_UPDATES });
      s.resource(ASSOCIATION, "patch", { ...PATCH, targets: [{ key: "tag-key", values: ["Patch"] }] });
    },
    "a patch association for a resource group, which may hold it": (s) => {
      s.resource(INSTANCE, "web", { userData: WITHOUT_UPDATES });
      s.resource(ASSOCIATION, "patch", { ...PATCH, targets: [{ key: "resource-groups:Name", values: ["web"] }] });
    },
    "an instance that is only read": (s) => {
      s.resource(INSTANCE, "web", { userData: "#!/bin/sh\nls" }, { isRead: true });
    },
  },
  fails: {
    "only root and password logins are off": {
      stack: (s) => {
        const userData = `${SHEBANG}${SIX_EDITS.slice(0, 2).join("")}${UPDATES.join("")}${FAIL2BAN}`;
        s.resource(INSTANCE, "web", { userData });
      },
      findings: [
        {
          resource: "web",
          path: "userData",
          found:
            /^Missing: PubkeyAuthentication yes \(not set\); MaxAuthTries at most 3 \(not set\); ClientAliveInterval 1 to 300 seconds \(not set\); ClientAliveCountMax at most 2 \(not set\)\.$/,
          fix: /^Add to the script: printf '%s\\n' 'PubkeyAuthentication yes' 'MaxAuthTries 3' 'ClientAliveInterval 300' 'ClientAliveCountMax 2' > \S+00-hardening.conf\. Amazon Linux 2023 locks/,
        },
      ],
    },
    "the timer of dnf-automatic is not enabled": {
      stack: (s) => {
        const userData = `${SHEBANG}${SSH}${UPDATES.slice(0, 2).join("")}${FAIL2BAN}`;
        s.resource(INSTANCE, "web", { userData });
      },
      findings: [
        {
          resource: "web",
          path: "userData",
          found: /^Missing: automatic updates \(dnf-automatic lacks systemctl enable dnf-automatic\.timer\)\.$/,
          fix: /^Add to the script: [^.]*dnf-automatic-install\.timer\. Amazon Linux 2023 locks its releases \(releasever\)/,
        },
      ],
    },
    "a later sed rewrites the setting": {
      stack: (s) => {
        const later = "sed -i 's/PermitRootLogin no/PermitRootLogin yes/' /etc/ssh/sshd_config\n";
        s.resource(INSTANCE, "web", { userData: HARDENED + later });
      },
      findings: [
        {
          resource: "web",
          path: "userData",
          found: /^Missing: PermitRootLogin no \(\/etc\/ssh\/sshd_config makes it "yes"\)\.$/,
        },
      ],
    },
    "a drop-in sets the opposite": {
      stack: (s) => {
        const dropIn = "echo PasswordAuthentication yes > /etc/ssh/sshd_config.d/99-app.conf\n";
        s.resource(TEMPLATE, "web", { userData: base64(HARDENED + dropIn) });
      },
      findings: [
        {
          resource: "web",
          path: "userData",
          found: /^Missing: PasswordAuthentication no \(\/etc\/ssh\/sshd_config\.d\/99-app\.conf makes it "yes"\)\.$/,
        },
      ],
    },
    "everything is missing": {
      stack: (s) => {
        s.resource(INSTANCE, "web", { ami: AL2023, userData: "#!/bin/bash\ntouch /ready\n" });
      },
      findings: [
        {
          resource: "web",
          path: "userData",
          found: /^Missing: PermitRootLogin no .*; automatic updates; fail2ban\.$/,
          fix: /00-hardening\.conf; dnf install -y dnf-automatic && .*timer; dnf install -y fail2ban && systemctl enable --now fail2ban\. Amazon Linux 2023 has .* spal-release first\. Amazon Linux 2023 locks/,
        },
      ],
    },
    "on Debian": {
      stack: (s) => {
        s.resource(INSTANCE, "web", { userData: "#!/bin/bash\napt-get install -y nginx\n" });
      },
      findings: [
        {
          resource: "web",
          path: "userData",
          found: /automatic updates; fail2ban\.$/,
          fix: /; apt-get install -y unattended-upgrades; apt-get install -y fail2ban && systemctl enable --now fail2ban\.$/,
        },
      ],
    },
    "an sshd_config that is replaced and includes no drop-ins": {
      stack: (s) => {
        const conf =
          "Port 22\nPermitRootLogin yes\nPasswordAuthentication no\nPubkeyAuthentication yes\nMaxAuthTries 3\n";
        const replaced = `cat > /etc/ssh/sshd_config <<'EOF'\n${conf}ClientAliveInterval 300\nClientAliveCountMax 2\nEOF\n`;
        s.resource(INSTANCE, "web", { userData: `${SHEBANG}${replaced}${UPDATES.join("")}${FAIL2BAN}` });
      },
      findings: [
        {
          resource: "web",
          path: "userData",
          found: /^Missing: PermitRootLogin no \(\/etc\/ssh\/sshd_config makes it "yes"\)\.$/,
          fix: /^Its sshd_config includes no drop-ins, so begin that file with the lines 'PermitRootLogin no'\. Amazon/,
        },
      ],
    },
    "cloud-config alone": {
      stack: (s) => {
        s.resource(INSTANCE, "web", { userData: CLOUD_CONFIG.replace("unattended-upgrades, fail2ban", "nginx") });
      },
      findings: [
        {
          resource: "web",
          path: "userData",
          found: /^Missing: automatic updates; fail2ban\.$/,
          fix: /^Add to runcmd: dnf install -y dnf-automatic && /,
        },
      ],
    },
    "of no family that is known": {
      stack: (s) => {
        s.resource(INSTANCE, "web", { ami: "ami-1", userData: `${SHEBANG}${SSH}` });
      },
      findings: [
        {
          resource: "web",
          path: "userData",
          found: /^Missing: automatic updates; fail2ban\.$/,
          fix: /systemctl enable --now fail2ban\.$/,
        },
      ],
    },
    "comments, echo, a here document, a branch that is never taken, and lines after exit": {
      stack: (s) => {
        const lines = `${SSH}${UPDATES.join("")}`;
        s.resource(INSTANCE, "a", { userData: `#!/bin/sh\n${lines.replace(/^(?=.)/gm, "# ")}${FAIL2BAN}` });
        s.resource(INSTANCE, "b", { userData: `#!/bin/sh\ncat > /root/todo <<'EOF'\n${lines}EOF\n${FAIL2BAN}` });
        s.resource(INSTANCE, "c", { userData: `#!/bin/sh\nif false; then\n${lines}fi\n${FAIL2BAN}` });
        s.resource(INSTANCE, "d", { userData: `#!/bin/sh\n${FAIL2BAN}exit 0\n${lines}` });
        s.resource(INSTANCE, "e", { userData: `#!/bin/sh\n${lines.replace(/^(.+)$/gm, 'echo "$1"')}${FAIL2BAN}` });
      },
      findings: ["a", "b", "c", "d", "e"].map((resource) => ({
        resource,
        path: "userData",
        found: /^Missing: PermitRootLogin no \(not set\);.*; automatic updates\.$/,
      })),
    },
    "updates are missing though sshd is off": {
      stack: (s) => {
        s.resource(INSTANCE, "web", { userData: `${SHEBANG}systemctl mask sshd\n` });
      },
      findings: NO_UPDATES,
    },
    "user data that cloud-init does not run": {
      stack: (s) => {
        s.resource(INSTANCE, "web", { userDataBase64: base64(HARDENED.replace(SHEBANG, "")) });
      },
      findings: [
        {
          resource: "web",
          path: "userDataBase64",
          found: /fail2ban\. It begins with neither #! nor #cloud-config, so cloud-init does not run it\.$/,
        },
      ],
    },
    "cloud-config that is broken": {
      stack: (s) => {
        s.resource(INSTANCE, "web", { userData: `${CLOUD_CONFIG}  - [` });
      },
      findings: [{ resource: "web", path: "userData", found: /fail2ban\. Its cloud-config is not valid YAML, so/ }],
    },
    "a script from elsewhere may do it": {
      stack: (s) => {
        s.resource(INSTANCE, "web", { userData: `${SHEBANG}curl -fsSL https://example.com/setup | bash\n` });
      },
      findings: [
        { resource: "web", path: "userData", found: /fail2ban\. What the scripts do that it fetches or calls/ },
      ],
    },
    "a value that is no word is not shown": {
      stack: (s) => {
        const userData = `${HARDENED}echo 'MaxAuthTries hunter2!hunter2' > /etc/ssh/sshd_config.d/1.conf\n`;
        s.resource(INSTANCE, "web", { userData });
      },
      findings: [
        {
          resource: "web",
          path: "userData",
          found: /^Missing: MaxAuthTries at most 3 \(\S+ makes it something else\)\.$/,
        },
      ],
    },
    "a template whose group is no cluster's, and another AMI": {
      stack: (s) => {
        const web = s.resource(TEMPLATE, "web", { imageId: "ami-2", userData: base64(WITHOUT_UPDATES) });
        s.resource(GROUP, "group", { launchTemplate: { id: web.id } });
      },
      settings: { hardenedImages: ["ami-1"] },
      findings: NO_UPDATES.map((one) => ({ ...one, found: /^Missing: automatic updates\.$/ })),
    },
    "a patch association that only scans": {
      stack: (s) => {
        const web = s.resource(INSTANCE, "web", { userData: WITHOUT_UPDATES });
        s.resource(ASSOCIATION, "patch", { ...PATCH, parameters: { Operation: "Scan" }, instanceId: web.id });
        s.resource(ASSOCIATION, "default", { name: "AWS-RunPatchBaseline", instanceId: web.id });
      },
      findings: NO_UPDATES,
    },
    "an association of another document, another instance, another tag": {
      stack: (s) => {
        const web = s.resource(INSTANCE, "web", { tags: { Patch: "no" }, userData: WITHOUT_UPDATES });
        const api = s.resource(INSTANCE, "api", { userData: HARDENED });
        s.resource(ASSOCIATION, "agent", { ...PATCH, name: "AWS-UpdateSSMAgent", instanceId: web.id });
        s.resource(ASSOCIATION, "none", { ...PATCH, name: undefined, instanceId: web.id });
        s.resource(ASSOCIATION, "patch", { ...PATCH, instanceId: api.id });
        s.resource(ASSOCIATION, "ids", { ...PATCH, targets: [{ key: "InstanceIds", values: [api.id] }] });
        s.resource(ASSOCIATION, "tag", { ...PATCH, targets: [{ key: "tag:Patch", values: ["yes"] }] });
        s.resource(ASSOCIATION, "key", { ...PATCH, targets: [{ key: "tag-key", values: ["PatchGroup"] }] });
        s.resource(ASSOCIATION, "other", { ...PATCH, targets: [{ key: "Patch", values: ["*"] }] });
      },
      findings: NO_UPDATES,
    },
    "a patch association in another region": {
      stack: (s) => {
        const elsewhere = s.provider("elsewhere", { region: "eu-west-1" });
        s.resource(INSTANCE, "web", { userData: WITHOUT_UPDATES });
        s.resource(
          ASSOCIATION,
          "patch",
          { ...PATCH, targets: [{ key: "InstanceIds", values: ["*"] }] },
          { provider: elsewhere },
        );
      },
      findings: NO_UPDATES,
    },
    "a patch association for all, and fail2ban is missing": {
      stack: (s) => {
        s.resource(INSTANCE, "web", { userData: `${SHEBANG}${SSH}` });
        s.resource(ASSOCIATION, "patch", { ...PATCH, targets: [{ key: "InstanceIds", values: ["*"] }] });
      },
      findings: [
        {
          resource: "web",
          path: "userData",
          found: /^Missing: fail2ban\.$/,
          fix: /^Add to the script: dnf install -y fail2ban/,
        },
      ],
    },
    "a template that names an id in an association": {
      stack: (s) => {
        s.resource(TEMPLATE, "web", { userData: base64(WITHOUT_UPDATES) });
        s.resource(ASSOCIATION, "patch", { ...PATCH, instanceId: "i-0123456789abcdef0" });
      },
      findings: NO_UPDATES,
    },
    "user data of an instance over that of its template": {
      stack: (s) => {
        const template = s.resource(TEMPLATE, "template", { userData: base64(HARDENED) });
        s.resource(INSTANCE, "web", { launchTemplate: { id: template.id }, userData: WITHOUT_UPDATES });
      },
      findings: NO_UPDATES,
    },
    "the provider's own output is no user data of the program": {
      stack: (s) => {
        s.resource(INSTANCE, "web", { userData: WITHOUT_UPDATES }, { outputs: { userData: HARDENED } });
      },
      findings: NO_UPDATES,
    },
  },
  undecided: {
    "user data with something in it that is not known": (s) => {
      const bucket = s.resource("aws:s3/bucket:Bucket", "assets");
      s.resource(INSTANCE, "web", { userData: s.unknown });
      s.resource(INSTANCE, "api", {
        userData: s.text`#!/bin/bash\nsystemctl mask sshd\n${HARDENED}\naws s3 cp s3://${bucket.id}/x /x`,
      });
    },
    "the AMI may be hardened": {
      stack: (s) => {
        s.resource(INSTANCE, "web", { ami: s.unknown, userData: "#!/bin/sh\nls" });
      },
      settings: { hardenedImages: ["ami-1"] },
    },
    "the tags that tell a node are not known": (s) => {
      s.resource(INSTANCE, "web", { tags: s.unknown, userData: "#!/bin/sh\nls" });
    },
    "the association may patch it": (s) => {
      s.resource(INSTANCE, "web", { userData: WITHOUT_UPDATES });
      s.resource(ASSOCIATION, "patch", { ...PATCH, instanceId: s.unknown });
    },
  },
  malformed: {
    "no text": (s) => {
      s.resource(INSTANCE, "web", { userData: { a: 1 } });
      s.resource(INSTANCE, "api", { userData: ["#!/bin/sh"] });
      s.resource(INSTANCE, "job", { userData: null, userDataBase64: {} });
    },
    "binary, a zip bomb and 5 MB": (s) => {
      s.resource(INSTANCE, "binary", { userData: "#!/bin/sh\n\u0000\u0001" });
      s.resource(INSTANCE, "bomb", { userDataBase64: gzipSync("a".repeat(20_000_000)).toString("base64") });
      s.resource(INSTANCE, "long", { userData: `#!/bin/sh\n${"ls\n".repeat(1_500_000)}` });
    },
    "broken base64 in a template": {
      stack: (s) => {
        s.resource(TEMPLATE, "web", { userData: `${base64(HARDENED)}%%` });
      },
      findings: [{ resource: "web", path: "userData", found: /does not run it/ }],
    },
    "a broken archive": {
      stack: (s) => {
        s.resource(INSTANCE, "web", { userData: 'Content-Type: multipart/mixed; boundary="x"\n\nnothing' });
      },
      findings: [{ resource: "web", path: "userData", found: /does not run it/ }],
    },
    "associations of odd shape": {
      stack: (s) => {
        s.resource(INSTANCE, "web", { userData: WITHOUT_UPDATES });
        s.resource(ASSOCIATION, "a", { ...PATCH, targets: "all" });
        s.resource(ASSOCIATION, "b", { ...PATCH, targets: [{ values: null }, { key: "tag:" }, null] });
        s.resource(ASSOCIATION, "c", { name: ["x"], parameters: 5 });
      },
      findings: NO_UPDATES,
    },
  },
});
