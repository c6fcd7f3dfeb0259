-- The score of every strategy after every day, computed from the trades table and the capital of each day alone, beside
-- what the allocator stored. Run it on any database of the swarm:
--     psql postgres://… -f docs/scores.sql
-- The numbers below are the defaults of the section `tournament`: 7 days, a score from 3 days and trades on, a deviation of
-- at least 0.001, and the normal quantile of a confidence of 0.9. Money is in micro-dollars, times in Unix ms.
with rules as (select 'paper' as mode, 7 as window_days, 3 as minimum_days, 0.001::float8 as risk_floor, 1.2815515655446004::float8 as z),
days as (
  select p.strategy, p.day, p.capital, p.sharpe, p.low, p.rank, p.state, p.granted,
         coalesce(sum(t.pnl), 0)::float8 as pnl, count(t.id) as trades
  from strategy_performance p
  join rules on p.mode = rules.mode
  -- A trade counts on the day it was closed, if it ever held something.
  left join trades t on t.mode = p.mode and t.strategy = p.strategy and t.executed_at is not null
    and t.settled_at >= p.day and t.settled_at < p.day + 86400000
  group by p.strategy, p.day, p.capital, p.sharpe, p.low, p.rank, p.state, p.granted
),
returns as (
  select at.strategy, at.day, past.pnl / past.capital as r, past.trades, past.pnl,
         avg(past.pnl / past.capital) over (partition by at.strategy, at.day) as mean
  from days at
  cross join rules
  join days past on past.strategy = at.strategy and past.capital > 0
    and past.day <= at.day and past.day > at.day - rules.window_days * 86400000::bigint
),
moments as (
  select strategy, day, count(*) as days, sum(trades) as trades, sum(pnl) as pnl, min(mean) as mean,
         stddev_samp(r) as deviation, stddev_pop(r) as spread,
         avg((r - mean) ^ 3) as third, avg((r - mean) ^ 4) as fourth
  from returns
  group by strategy, day
),
shapes as (
  select moments.*, mean / greatest(deviation, risk_floor) as sharpe, least(days, trades) as observations,
         case when spread > 1e-12 then third / spread ^ 3 else 0 end as skew,
         case when spread > 1e-12 then greatest(3, fourth / spread ^ 4) else 3 end as kurtosis
  from moments, rules
),
errors as (
  -- Of the two directions of skew only the one that widens the error counts.
  select shapes.*, z,
         sqrt((1 - case when sharpe >= 0 then least(0, skew) else greatest(0, skew) end * sharpe
                 + (kurtosis - 1) / 4 * sharpe ^ 2) / (observations - 1)) as error
  from shapes, rules
  where observations >= rules.minimum_days
)
select to_char(to_timestamp(errors.day / 1000) at time zone 'UTC', 'YYYY-MM-DD') as day, errors.strategy,
       errors.days, errors.trades, round(errors.pnl::numeric / 1000000, 6) as pnl,
       errors.sharpe, errors.sharpe - z * error as low, stored.sharpe as stored_sharpe, stored.low as stored_low,
       stored.rank, stored.state, round(stored.granted::numeric / 1000000, 6) as capital_after
from errors
join days stored on stored.strategy = errors.strategy and stored.day = errors.day
order by errors.day, stored.rank nulls last, errors.strategy;
