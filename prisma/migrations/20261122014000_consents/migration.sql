-- Services that customers subscribe to, their orders, and the three records an order rests on: order, question, answer.
CREATE TABLE "service_product" (
    "id" UUID NOT NULL,
    "code" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "withdrawn_at" TIMESTAMPTZ(3),

    CONSTRAINT "service_product_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "service_product_code_key" ON "service_product"("code");

CREATE TABLE "service_version" (
    "id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "version" INTEGER NOT NULL,
    "name" JSONB NOT NULL,
    "provider" JSONB NOT NULL,
    "cancel_how" JSONB NOT NULL,
    "type" TEXT NOT NULL,
    "extra_classes" TEXT[],
    "price_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "period" TEXT NOT NULL,
    "trial_days" SMALLINT,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "service_version_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "consent_setting" (
    "version" INTEGER NOT NULL,
    "window_minutes" INTEGER NOT NULL,
    "confirm_types" TEXT[],
    "yes_words" TEXT[],
    "no_words" TEXT[],
    "cancel_words" TEXT[],
    "created_by" UUID,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consent_setting_pkey" PRIMARY KEY ("version")
);

CREATE TABLE "subscription_order" (
    "id" UUID NOT NULL,
    "product_id" UUID NOT NULL,
    "service_version_id" UUID NOT NULL,
    "setting_version" INTEGER NOT NULL,
    "customer_id" UUID NOT NULL,
    "phone_hash" TEXT NOT NULL,
    "needs_confirmation" BOOLEAN NOT NULL,
    "rule_version_id" UUID,
    "activates_itself" BOOLEAN NOT NULL,
    "state" TEXT NOT NULL,
    "requested_at" TIMESTAMPTZ(3) NOT NULL,
    "asked_at" TIMESTAMPTZ(3),
    "window_ends_at" TIMESTAMPTZ(3),
    "asked_again_at" TIMESTAMPTZ(3),
    "answered_at" TIMESTAMPTZ(3),
    "activated_at" TIMESTAMPTZ(3),
    "cancelled_at" TIMESTAMPTZ(3),
    "cancel_channel" TEXT,
    "notice_sent_at" TIMESTAMPTZ(3),
    "external_ref" TEXT,
    "idempotency_key" TEXT,

    CONSTRAINT "subscription_order_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "subscription_order_external_ref_key" ON "subscription_order"("external_ref");
CREATE UNIQUE INDEX "subscription_order_idempotency_key_key" ON "subscription_order"("idempotency_key");

CREATE TABLE "consent_record" (
    "id" UUID NOT NULL,
    "seq" BIGSERIAL NOT NULL,
    "order_id" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "channel" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "text_hash" TEXT NOT NULL,
    "chain_hash" TEXT NOT NULL,
    "from_hash" TEXT,
    "from_enc" BYTEA,
    "verdict" TEXT,
    "message_key" TEXT,
    "recorded_by" UUID,
    "occurred_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "consent_record_pkey" PRIMARY KEY ("id")
);

CREATE TABLE "order_charge" (
    "id" UUID NOT NULL,
    "order_id" UUID NOT NULL,
    "charge_ref" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "charged_at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,
    "verdict" TEXT NOT NULL,

    CONSTRAINT "order_charge_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "order_charge_charge_ref_key" ON "order_charge"("charge_ref");

CREATE TABLE "fee_reminder" (
    "order_id" UUID NOT NULL,
    "month" DATE NOT NULL,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "fee_reminder_pkey" PRIMARY KEY ("order_id", "month")
);

CREATE TABLE "purchase" (
    "id" UUID NOT NULL,
    "service_version_id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "external_ref" TEXT NOT NULL,
    "amount_minor" BIGINT NOT NULL,
    "currency" TEXT NOT NULL,
    "fee_page_shown_at" TIMESTAMPTZ(3),
    "made_at" TIMESTAMPTZ(3) NOT NULL,
    "notice_sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "purchase_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "purchase_external_ref_key" ON "purchase"("external_ref");

CREATE TABLE "joining" (
    "id" UUID NOT NULL,
    "customer_id" UUID NOT NULL,
    "external_ref" TEXT NOT NULL,
    "plan_name" TEXT NOT NULL,
    "tariff" TEXT NOT NULL,
    "joined_at" TIMESTAMPTZ(3) NOT NULL,
    "welcome_sent_at" TIMESTAMPTZ(3),

    CONSTRAINT "joining_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "joining_external_ref_key" ON "joining"("external_ref");

-- ── What Prisma cannot say ───────────────────────────────────────────────────────────────────────
ALTER TABLE service_product
  ADD CONSTRAINT service_product_code_shape CHECK (code ~ '^[A-Z0-9]{2,10}$'),
  ADD CONSTRAINT service_product_withdrawn_after CHECK (withdrawn_at IS NULL OR withdrawn_at >= created_at);

ALTER TABLE service_version
  ADD CONSTRAINT service_version_number UNIQUE (product_id, version),
  ADD CONSTRAINT service_version_of_product UNIQUE (product_id, id),
  ADD CONSTRAINT service_version_product_fk FOREIGN KEY (product_id) REFERENCES service_product(id),
  ADD CONSTRAINT service_version_by_fk FOREIGN KEY (created_by) REFERENCES staff(id),
  ADD CONSTRAINT service_version_positive CHECK (version > 0),
  ADD CONSTRAINT service_version_type CHECK (type IN ('monthly','subscription','free_trial','on_demand')),
  ADD CONSTRAINT service_version_extra_classes CHECK (extra_classes IS NOT NULL AND extra_classes <@ ARRAY['content_sms','mms']::text[]),
  ADD CONSTRAINT service_version_period CHECK (period IN ('use','day','week','month','year')),
  ADD CONSTRAINT service_version_price CHECK (price_minor >= 0),
  ADD CONSTRAINT service_version_currency CHECK (currency ~ '^[A-Z]{3}$'),
  ADD CONSTRAINT service_version_trial CHECK ((type = 'free_trial') = (trial_days IS NOT NULL) AND trial_days > 0),
  ADD CONSTRAINT service_version_names CHECK (name ?& ARRAY['zh-CN','zh-TW','en'] AND provider ?& ARRAY['zh-CN','zh-TW','en'] AND cancel_how ?& ARRAY['zh-CN','zh-TW','en']);
CREATE TRIGGER service_version_append_only BEFORE UPDATE OR DELETE ON service_version FOR EACH ROW EXECUTE FUNCTION jn_refuse_change();
CREATE TRIGGER service_version_no_truncate BEFORE TRUNCATE ON service_version EXECUTE FUNCTION jn_refuse_change();

ALTER TABLE consent_setting
  ADD CONSTRAINT consent_setting_positive CHECK (version > 0),
  ADD CONSTRAINT consent_setting_window CHECK (window_minutes BETWEEN 5 AND 10080),
  -- The article of 2006 leaves no choice for these; on demand is the carrier's.
  ADD CONSTRAINT consent_setting_types CHECK (confirm_types IS NOT NULL AND confirm_types @> ARRAY['monthly','subscription','free_trial']::text[] AND confirm_types <@ ARRAY['monthly','subscription','free_trial','on_demand']::text[]),
  ADD CONSTRAINT consent_setting_words CHECK (coalesce(cardinality(yes_words), 0) > 0 AND coalesce(cardinality(no_words), 0) > 0 AND coalesce(cardinality(cancel_words), 0) > 0),
  ADD CONSTRAINT consent_setting_words_apart CHECK (NOT (yes_words && no_words OR yes_words && cancel_words)),
  ADD CONSTRAINT consent_setting_by_fk FOREIGN KEY (created_by) REFERENCES staff(id);
CREATE TRIGGER consent_setting_append_only BEFORE UPDATE OR DELETE ON consent_setting FOR EACH ROW EXECUTE FUNCTION jn_refuse_change();
CREATE TRIGGER consent_setting_no_truncate BEFORE TRUNCATE ON consent_setting EXECUTE FUNCTION jn_refuse_change();
INSERT INTO consent_setting (version, window_minutes, confirm_types, yes_words, no_words, cancel_words, created_at) VALUES
  (1, 1440, ARRAY['monthly','subscription','free_trial'],
   ARRAY['是','是的','确认','確認','确定','確定','同意','好','好的','可以','行','要','订','訂','订购','訂購','开通','開通','y','yes','ok','okay','yep','sure','confirm','agree'],
   ARRAY['否','不','不是','不要','不用','不订','不訂','不订购','不訂購','不同意','不确认','不確認','不可以','不行','拒绝','拒絕','取消','n','no','nope','cancel','decline'],
   ARRAY['td','t','退订','退訂','qx','unsubscribe','stop','取消订购','取消訂購'],
   '2000-01-01T00:00:00Z');

ALTER TABLE subscription_order
  ADD CONSTRAINT subscription_order_matter_fk FOREIGN KEY (id) REFERENCES matter(id),
  ADD CONSTRAINT subscription_order_product_fk FOREIGN KEY (product_id) REFERENCES service_product(id),
  ADD CONSTRAINT subscription_order_version_fk FOREIGN KEY (product_id, service_version_id) REFERENCES service_version(product_id, id),
  ADD CONSTRAINT subscription_order_setting_fk FOREIGN KEY (setting_version) REFERENCES consent_setting(version),
  ADD CONSTRAINT subscription_order_customer_fk FOREIGN KEY (customer_id) REFERENCES customer(id),
  ADD CONSTRAINT subscription_order_rule_fk FOREIGN KEY (rule_version_id) REFERENCES commitment_version(id),
  ADD CONSTRAINT subscription_order_state CHECK (state IN ('requested','asked','confirmed','active','declined','lapsed','cancelled')),
  ADD CONSTRAINT subscription_order_asked_has_window CHECK ((asked_at IS NULL) = (window_ends_at IS NULL)),
  ADD CONSTRAINT subscription_order_window_order CHECK (window_ends_at > asked_at AND asked_at >= requested_at),
  ADD CONSTRAINT subscription_order_asked_first CHECK (state NOT IN ('asked','declined','lapsed') OR asked_at IS NOT NULL),
  ADD CONSTRAINT subscription_order_again_after CHECK (asked_again_at IS NULL OR asked_again_at >= asked_at),
  ADD CONSTRAINT subscription_order_active_has_time CHECK (state <> 'active' OR activated_at IS NOT NULL),
  ADD CONSTRAINT subscription_order_cancelled_has_time CHECK ((state = 'cancelled') = (cancelled_at IS NOT NULL)),
  ADD CONSTRAINT subscription_order_cancel_channel CHECK ((cancelled_at IS NULL) = (cancel_channel IS NULL) AND cancel_channel IN ('hall','hotline','web','app','sms','voice','api')),
  ADD CONSTRAINT subscription_order_activated_after CHECK (activated_at IS NULL OR activated_at >= requested_at);
CREATE INDEX subscription_order_window ON subscription_order (window_ends_at) WHERE state = 'asked';
CREATE INDEX subscription_order_of_customer ON subscription_order (customer_id, requested_at DESC);
CREATE INDEX subscription_order_of_product ON subscription_order (product_id, requested_at DESC);
CREATE INDEX subscription_order_in_state ON subscription_order (state, requested_at DESC);
CREATE INDEX subscription_order_active ON subscription_order (id) WHERE state = 'active';
-- Nobody is asked twice at once for the same service, nor charged twice for it.
CREATE UNIQUE INDEX subscription_order_one_running ON subscription_order (customer_id, product_id) WHERE state IN ('requested','asked','confirmed','active');

ALTER TABLE consent_record
  ADD CONSTRAINT consent_record_order_fk FOREIGN KEY (order_id) REFERENCES subscription_order(id),
  ADD CONSTRAINT consent_record_by_fk FOREIGN KEY (recorded_by) REFERENCES staff(id),
  ADD CONSTRAINT consent_record_kind CHECK (kind IN ('order','question','answer')),
  ADD CONSTRAINT consent_record_channel CHECK (channel IN ('hall','hotline','web','app','sms','voice','api','email')),
  ADD CONSTRAINT consent_record_text CHECK (text <> '' OR kind = 'answer'),
  ADD CONSTRAINT consent_record_from CHECK ((from_enc IS NULL OR from_hash IS NOT NULL) AND (kind <> 'answer' OR from_hash IS NOT NULL)),
  ADD CONSTRAINT consent_record_verdict CHECK (CASE WHEN kind = 'answer'
    THEN coalesce(verdict IN ('yes','no','cancel','unclear','ambiguous','late','wrong_number','repeated','out_of_order'), false)
    ELSE verdict IS NULL END),
  ADD CONSTRAINT consent_record_times CHECK (occurred_at <= recorded_at),
  ADD CONSTRAINT consent_record_hashes CHECK (text_hash ~ '^[0-9a-f]{64}$' AND chain_hash ~ '^[0-9a-f]{64}$');
CREATE INDEX consent_record_of_order ON consent_record (order_id, seq);
CREATE UNIQUE INDEX consent_record_message_once ON consent_record (message_key) WHERE message_key IS NOT NULL;
CREATE UNIQUE INDEX consent_record_one_order ON consent_record (order_id) WHERE kind = 'order';
CREATE UNIQUE INDEX consent_record_one_yes ON consent_record (order_id) WHERE verdict = 'yes';
CREATE TRIGGER consent_record_append_only BEFORE UPDATE OR DELETE ON consent_record FOR EACH ROW EXECUTE FUNCTION jn_refuse_change();
CREATE TRIGGER consent_record_no_truncate BEFORE TRUNCATE ON consent_record EXECUTE FUNCTION jn_refuse_change();

-- The database makes the fingerprints itself: one of the text, one that binds each record to all before it on its order.
-- A yes counts only from the customer's own number, after a question and within the window.
CREATE FUNCTION jn_consent_record_sealed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  o subscription_order%ROWTYPE;
  before_hash text;
BEGIN
  SELECT * INTO STRICT o FROM subscription_order WHERE id = NEW.order_id FOR NO KEY UPDATE;
  NEW.text_hash := encode(sha256(convert_to(NEW.text, 'UTF8')), 'hex');
  SELECT chain_hash INTO before_hash FROM consent_record WHERE order_id = NEW.order_id ORDER BY seq DESC LIMIT 1;
  NEW.chain_hash := encode(sha256(convert_to(concat_ws('|', coalesce(before_hash, ''), NEW.order_id, NEW.kind, NEW.channel, NEW.text_hash,
    coalesce(NEW.from_hash, ''), coalesce(NEW.verdict, ''), floor(extract(epoch FROM NEW.occurred_at) * 1000)::bigint), 'UTF8')), 'hex');
  IF NEW.kind = 'question' AND NOT EXISTS (SELECT 1 FROM consent_record r WHERE r.order_id = NEW.order_id AND r.kind = 'order' AND r.occurred_at <= NEW.occurred_at) THEN
    RAISE EXCEPTION 'consent_question_before_order: a question follows the order it asks about' USING ERRCODE = 'JN050';
  END IF;
  IF NEW.verdict = 'yes' THEN
    IF NEW.from_hash IS DISTINCT FROM o.phone_hash THEN
      RAISE EXCEPTION 'consent_from_other_number: only the number that ordered can confirm' USING ERRCODE = 'JN051';
    END IF;
    IF o.window_ends_at IS NULL OR NEW.occurred_at > o.window_ends_at THEN
      RAISE EXCEPTION 'consent_outside_window: the answer came outside the time for it' USING ERRCODE = 'JN052';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM consent_record r WHERE r.order_id = NEW.order_id AND r.kind = 'question' AND r.occurred_at <= NEW.occurred_at) THEN
      RAISE EXCEPTION 'consent_without_question: nobody had asked yet' USING ERRCODE = 'JN053';
    END IF;
    IF EXISTS (SELECT 1 FROM consent_record r WHERE r.order_id = NEW.order_id AND r.verdict IN ('no','cancel')) THEN
      RAISE EXCEPTION 'consent_after_refusal: the customer had said no' USING ERRCODE = 'JN054';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER consent_record_sealed BEFORE INSERT ON consent_record FOR EACH ROW EXECUTE FUNCTION jn_consent_record_sealed();

-- The order, its question and the customer's yes, in that order, from the customer's number, within the window.
CREATE FUNCTION jn_has_three_records(wanted subscription_order) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (
    SELECT 1 FROM consent_record o
    JOIN consent_record q ON q.order_id = o.order_id AND q.kind = 'question' AND q.seq > o.seq AND q.occurred_at >= o.occurred_at
    JOIN consent_record a ON a.order_id = o.order_id AND a.kind = 'answer' AND a.seq > q.seq AND a.occurred_at >= q.occurred_at
    WHERE o.order_id = wanted.id AND o.kind = 'order' AND a.verdict = 'yes' AND a.from_hash = wanted.phone_hash
      AND a.occurred_at <= wanted.window_ends_at)
$$;

-- States follow one another as the rules say; no one becomes active without the three records.
CREATE FUNCTION jn_order_state() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  s consent_setting%ROWTYPE;
  service_type text;
  is_next boolean;
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'order_permanent: an order is never removed' USING ERRCODE = 'JN055';
  END IF;
  SELECT * INTO STRICT s FROM consent_setting WHERE version = NEW.setting_version;
  IF TG_OP = 'INSERT' THEN
    SELECT type INTO STRICT service_type FROM service_version WHERE id = NEW.service_version_id;
    IF service_type = ANY (s.confirm_types) AND NOT NEW.needs_confirmation THEN
      RAISE EXCEPTION 'order_needs_confirmation: services of this type need a second confirmation' USING ERRCODE = 'JN056';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM matter m WHERE m.id = NEW.id AND m.type = 'subscription_order' AND m.customer_id = NEW.customer_id) THEN
      RAISE EXCEPTION 'order_is_a_matter: an order stands on a matter of its own with the same customer' USING ERRCODE = 'JN057';
    END IF;
    IF NOT EXISTS (SELECT 1 FROM customer c WHERE c.id = NEW.customer_id AND c.phone_hash = NEW.phone_hash) THEN
      RAISE EXCEPTION 'order_number_of_customer: the number is the customer''s' USING ERRCODE = 'JN058';
    END IF;
    IF NEW.state <> 'requested' THEN
      RAISE EXCEPTION 'order_begins_requested: every order begins as requested' USING ERRCODE = 'JN059';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.product_id, NEW.service_version_id, NEW.setting_version, NEW.customer_id, NEW.phone_hash, NEW.needs_confirmation, NEW.requested_at)
     IS DISTINCT FROM (OLD.product_id, OLD.service_version_id, OLD.setting_version, OLD.customer_id, OLD.phone_hash, OLD.needs_confirmation, OLD.requested_at)
     OR NEW.rule_version_id IS DISTINCT FROM OLD.rule_version_id THEN
    RAISE EXCEPTION 'order_identity: what was ordered, by whom and under which rule never changes' USING ERRCODE = 'JN060';
  END IF;
  IF OLD.asked_at IS NOT NULL AND (NEW.asked_at, NEW.window_ends_at) IS DISTINCT FROM (OLD.asked_at, OLD.window_ends_at) THEN
    RAISE EXCEPTION 'order_window_fixed: the time for an answer is set once' USING ERRCODE = 'JN061';
  END IF;
  IF OLD.asked_at IS NULL AND NEW.asked_at IS NOT NULL AND NEW.window_ends_at <> NEW.asked_at + make_interval(mins => s.window_minutes) THEN
    RAISE EXCEPTION 'order_window_as_set: the time for an answer is the one in force' USING ERRCODE = 'JN062';
  END IF;
  IF NEW.state <> OLD.state THEN
    is_next := CASE OLD.state
      WHEN 'requested' THEN NEW.state IN ('asked','cancelled') OR (NEW.state = 'active' AND NOT NEW.needs_confirmation)
      WHEN 'asked' THEN NEW.state IN ('confirmed','declined','lapsed','cancelled')
      -- A yes that was received in time may reach us after the window was closed.
      WHEN 'lapsed' THEN NEW.state = 'confirmed'
      WHEN 'confirmed' THEN NEW.state IN ('active','cancelled')
      WHEN 'active' THEN NEW.state = 'cancelled'
      ELSE false END;
    IF NOT is_next THEN
      RAISE EXCEPTION 'order_transition: % does not become %', OLD.state, NEW.state USING ERRCODE = 'JN063';
    END IF;
    IF NEW.state IN ('confirmed','active') AND NEW.needs_confirmation AND NOT jn_has_three_records(NEW) THEN
      RAISE EXCEPTION 'consent_missing: order, question and the customer''s yes must be on record first' USING ERRCODE = 'JN064';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER subscription_order_state_guard BEFORE INSERT OR UPDATE OR DELETE ON subscription_order FOR EACH ROW EXECUTE FUNCTION jn_order_state();
CREATE TRIGGER subscription_order_no_truncate BEFORE TRUNCATE ON subscription_order EXECUTE FUNCTION jn_refuse_change();

-- The matter tells the state its order has, never another.
CREATE FUNCTION jn_matter_state_of_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT 1 FROM subscription_order o WHERE o.id = NEW.id AND o.state = NEW.state) THEN
    RAISE EXCEPTION 'matter_state_of_order: the matter follows the state of its order' USING ERRCODE = 'JN065';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER matter_state_of_order BEFORE UPDATE OF state ON matter FOR EACH ROW
  WHEN (NEW.type = 'subscription_order' AND NEW.state IS DISTINCT FROM OLD.state) EXECUTE FUNCTION jn_matter_state_of_order();

ALTER TABLE order_charge
  ADD CONSTRAINT order_charge_order_fk FOREIGN KEY (order_id) REFERENCES subscription_order(id),
  ADD CONSTRAINT order_charge_amount CHECK (amount_minor > 0),
  ADD CONSTRAINT order_charge_currency CHECK (currency ~ '^[A-Z]{3}$'),
  ADD CONSTRAINT order_charge_ref CHECK (charge_ref <> ''),
  ADD CONSTRAINT order_charge_times CHECK (charged_at <= recorded_at),
  ADD CONSTRAINT order_charge_verdict CHECK (verdict IN ('as_ordered','without_consent','before_activation','after_cancellation','in_free_trial','above_price','twice'));
CREATE INDEX order_charge_of_order ON order_charge (order_id, charged_at);
CREATE TRIGGER order_charge_append_only BEFORE UPDATE OR DELETE ON order_charge FOR EACH ROW EXECUTE FUNCTION jn_refuse_change();
CREATE TRIGGER order_charge_no_truncate BEFORE TRUNCATE ON order_charge EXECUTE FUNCTION jn_refuse_change();
CREATE FUNCTION jn_charge_judged() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE o subscription_order%ROWTYPE;
BEGIN
  SELECT * INTO STRICT o FROM subscription_order WHERE id = NEW.order_id;
  IF NEW.verdict <> 'without_consent' AND o.needs_confirmation AND NOT jn_has_three_records(o) THEN
    RAISE EXCEPTION 'charge_without_consent: a charge on an order without the three records is said to be one' USING ERRCODE = 'JN066';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER order_charge_judged BEFORE INSERT ON order_charge FOR EACH ROW EXECUTE FUNCTION jn_charge_judged();

ALTER TABLE fee_reminder
  ADD CONSTRAINT fee_reminder_order_fk FOREIGN KEY (order_id) REFERENCES subscription_order(id),
  ADD CONSTRAINT fee_reminder_first_day CHECK (extract(day FROM month) = 1);
CREATE INDEX fee_reminder_month ON fee_reminder (month);

ALTER TABLE purchase
  ADD CONSTRAINT purchase_matter_fk FOREIGN KEY (id) REFERENCES matter(id),
  ADD CONSTRAINT purchase_version_fk FOREIGN KEY (service_version_id) REFERENCES service_version(id),
  ADD CONSTRAINT purchase_customer_fk FOREIGN KEY (customer_id) REFERENCES customer(id),
  ADD CONSTRAINT purchase_amount CHECK (amount_minor >= 0),
  ADD CONSTRAINT purchase_currency CHECK (currency ~ '^[A-Z]{3}$'),
  ADD CONSTRAINT purchase_page_before CHECK (fee_page_shown_at IS NULL OR fee_page_shown_at <= made_at),
  ADD CONSTRAINT purchase_notice_after CHECK (notice_sent_at IS NULL OR notice_sent_at >= made_at);

ALTER TABLE joining
  ADD CONSTRAINT joining_matter_fk FOREIGN KEY (id) REFERENCES matter(id),
  ADD CONSTRAINT joining_customer_fk FOREIGN KEY (customer_id) REFERENCES customer(id),
  ADD CONSTRAINT joining_says_tariff CHECK (tariff <> '' AND plan_name <> ''),
  ADD CONSTRAINT joining_welcome_after CHECK (welcome_sent_at IS NULL OR welcome_sent_at >= joined_at);
CREATE INDEX joining_unwelcomed ON joining (joined_at) WHERE welcome_sent_at IS NULL;
CREATE INDEX purchase_unnoticed ON purchase (made_at) WHERE notice_sent_at IS NULL;
