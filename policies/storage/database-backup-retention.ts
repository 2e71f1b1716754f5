import { foundational } from "../../aws/controls";
import { databases } from "../../aws/database";
import { definePolicy, integer } from "../../core";

export default definePolicy({
  name: "database-backup-retention",
  category: "storage",
  requirements: ["STO-14"],
  severity: "medium",
  level: "mandatory",
  title: "Databases keep their backups",
  description: "Automated backups of databases are kept for a week or more.",
  rationale:
    "Automated backups are what a database is restored from to any point in time. Damage by mistake or by an intruder is often noticed only after days.",
  fix: "Set backupRetentionPeriod: 7 or more.",
  references: [
    "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_WorkingWithAutomatedBackups.BackupRetention.html",
    "https://www.pulumi.com/registry/packages/aws/api-docs/rds/instance/",
  ],
  controls: foundational("RDS.11", "RDS.50", "DocumentDB.2", "Neptune.5", "Redshift.3"),
  options: {
    minimumDays: integer({
      default: 7,
      minimum: 1,
      maximum: 35,
      description: "How many days backups are kept at least.",
    }),
  },
  subjects: databases,
  needs: "resource",
  check(database, { options, report }) {
    const { value, unset } = database.backupRetention;
    // What a replica follows is backed up; what is restored keeps the retention of its source unless the program sets another.
    if (database.isFollower || (value.isAbsent && database.source !== undefined)) {
      return;
    }
    const days = value.isAbsent ? unset : value.number();
    if (days !== undefined && days >= options.minimumDays) {
      return;
    }
    const name = value.display;
    const period = days === undefined ? "no number of days" : days === 0 ? "none are made" : `kept for ${days} day(s)`;
    report(value, {
      found: value.isAbsent
        ? `Automated backups: ${period}, because ${name} is not set.`
        : `Automated backups: ${period}; at least ${options.minimumDays} days are wanted.`,
      fix: `Set ${name}: ${options.minimumDays} or more.`,
    });
  },
});
