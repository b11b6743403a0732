# SPDX-FileCopyrightText: 2026 The Yiwang contributors
# SPDX-License-Identifier: Apache-2.0
"""A holding carries its post's role, so that an exclusion constraint can see it.

A trigger fills it in, whoever inserts; a foreign key over both columns holds it there and passes
on what a change of the post's rights means. Both run as the owner, for every role.
"""

from django.db import migrations

FOLLOW = """
CREATE FUNCTION organizations_holding_follows_post() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    SELECT admin_role, needs_grant INTO NEW.admin_role, NEW.needs_grant
    FROM organizations_post WHERE id = NEW.post_id;
    RETURN NEW;
END
$$;
CREATE TRIGGER organizations_holding_follows_post
    BEFORE INSERT OR UPDATE OF post_id ON organizations_post_holding
    FOR EACH ROW EXECUTE FUNCTION organizations_holding_follows_post();
UPDATE organizations_post_holding h SET admin_role = p.admin_role, needs_grant = p.needs_grant
FROM organizations_post p WHERE p.id = h.post_id AND (p.admin_role <> '' OR p.needs_grant);
ALTER TABLE organizations_post
    ADD CONSTRAINT post_with_its_role UNIQUE (id, admin_role, needs_grant);
ALTER TABLE organizations_post_holding
    ADD CONSTRAINT holding_has_the_role_of_its_post
    FOREIGN KEY (post_id, admin_role, needs_grant)
    REFERENCES organizations_post (id, admin_role, needs_grant) ON UPDATE CASCADE;
"""
UNFOLLOW = """
ALTER TABLE organizations_post_holding DROP CONSTRAINT holding_has_the_role_of_its_post;
ALTER TABLE organizations_post DROP CONSTRAINT post_with_its_role;
DROP TRIGGER organizations_holding_follows_post ON organizations_post_holding;
DROP FUNCTION organizations_holding_follows_post();
"""


class Migration(migrations.Migration):
    dependencies = [("organizations", "0002_staff_administration")]

    operations = [migrations.RunSQL(FOLLOW, UNFOLLOW)]
