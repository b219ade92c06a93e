-- A comparison with nothing is neither true nor false: what is not there must not pass.
ALTER TABLE planned_event
  DROP CONSTRAINT planned_event_says_amount,
  DROP CONSTRAINT planned_event_says_price,
  ADD CONSTRAINT planned_event_says_amount CHECK (kind <> 'suspension' OR coalesce(customer_class = 'postpaid' AND amount_minor > 0, false) OR (customer_class = 'prepaid' AND balance_minor IS NOT NULL)),
  ADD CONSTRAINT planned_event_says_price CHECK (kind <> 'price_change' OR (coalesce(new_price_minor >= 0, false) AND period IS NOT NULL));
