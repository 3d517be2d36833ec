-- One row per question to the ondersteuningsteam, with all that was said about it. A second
-- question before there is advice belongs to the first; the same rule is casework/cases/consult.py.
with said as (
    select
        subject_id,
        number,
        kind,
        happened_on,
        from_json(
            coded,
            '{"reply_by": "date", "access_ends_on": "date", "agreed_by": ["varchar"],
              "followed": "varchar"}'
        ) as said
    from standing_entry
    where kind in (
        'support_asked', 'support_more_asked', 'support_answered', 'support_advised', 'advice_used'
    )
),

marked as (
    select
        *,
        kind = 'support_asked'
        and coalesce(
            last_value(
                case when kind in ('support_asked', 'support_advised') then kind end ignore nulls
            ) over (
                partition by subject_id
                order by number
                rows between unbounded preceding and 1 preceding
            ),
            'support_advised'
        ) = 'support_advised' as is_first
    from said
),

threaded as (
    select
        *,
        sum(case when is_first then 1 else 0 end) over (
            partition by subject_id order by number rows unbounded preceding
        ) as ordinal
    from marked
),

gathered as (
    select
        subject_id as case_id,
        ordinal,
        min_by(happened_on, number) as asked_on,
        count(*) filter (kind = 'support_more_asked') as count_more_asked,
        max(number) filter (kind = 'support_more_asked') as more_asked,
        max(number) filter (kind = 'support_answered') as answered,
        max(number) filter (kind = 'support_advised') as advised,
        max(number) filter (kind = 'advice_used') as used,
        min(number) filter (kind = 'support_advised') as first_advised,
        min_by(happened_on, number) filter (kind = 'support_advised') as advised_on,
        min_by(coalesce(len(said.agreed_by), 0), number) filter (kind = 'support_advised')
            as count_agreed,
        max(coalesce(said.access_ends_on, happened_on + 42)) filter (kind = 'support_advised')
            as access_ends_on,
        max_by(happened_on, number) filter (kind = 'advice_used') as used_on,
        max_by(coalesce(said.followed, ''), number) filter (kind = 'advice_used') as followed,
        max_by(struct_pack(day := said.reply_by), number)
            filter (kind = 'support_more_asked').day as answer_due_on,
        list(struct_pack(number := number, day := said.reply_by) order by number)
            filter (kind in ('support_asked', 'support_answered')) as advice_due
    from threaded
    where ordinal > 0
    group by subject_id, ordinal
),

dated as (
    select
        *,
        list_last(
            list_filter(
                advice_due, lambda due: first_advised is null or due.number < first_advised
            )
        ).day as advice_due_on
    from gathered
)

select
    case_id,
    cast(ordinal as integer) as ordinal,
    asked_on,
    advice_due_on,
    advised_on,
    cast(count_more_asked as integer) as count_more_asked,
    cast(coalesce(count_agreed, 0) as integer) as count_agreed,
    used_on,
    followed,
    coalesce(access_ends_on, date '9999-12-31') as access_ends_on,
    case
        when advised is null and more_asked > coalesce(answered, 0) then 'asker'
        when advised is null then 'team'
        when used > advised then 'nobody'
        else 'use'
    end as turn,
    case
        when advised is null and more_asked > coalesce(answered, 0) then answer_due_on
        when advised is null then advice_due_on
    end as due_on
from dated
