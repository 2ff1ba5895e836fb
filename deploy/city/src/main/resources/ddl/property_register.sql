-- Front-end database of the register of real estate: names as in TD/T 1066-2021.
-- Only the key is NOT NULL: what a department leaves out must be able to arrive.
CREATE TABLE IF NOT EXISTS public.bdc_ql (
    ywh    text PRIMARY KEY,  -- 业务号: number of the right
    bdcdyh text,              -- 不动产单元号
    bdcqzh text,              -- 不动产权证号
    qllx   text,              -- 权利类型
    qlr    jsonb,             -- 权利人: [{qlrmc, zjzl, zjh, qlbl}]
    jzmj   numeric(18, 2),    -- 建筑面积
    yt     text,              -- 用途
    zl     text,              -- 坐落
    qdjg   numeric(18, 2),    -- 取得价格, yuan
    djrq   date,              -- 登记日期
    zxrq   date               -- 注销日期
);
ALTER TABLE public.bdc_ql REPLICA IDENTITY FULL;

CREATE TABLE IF NOT EXISTS public.bdc_dyaq (
    ywh      text PRIMARY KEY,  -- 业务号: number of the mortgage
    bdcdyh   text,              -- 不动产单元号
    dyqr     text,              -- 抵押权人
    dyqrzjh  text,              -- 抵押权人证件号: USCC
    bdbzzqse numeric(18, 2),    -- 被担保主债权数额, yuan
    djrq     date,              -- 登记日期
    zxrq     date               -- 注销日期
);
ALTER TABLE public.bdc_dyaq REPLICA IDENTITY FULL;

CREATE TABLE IF NOT EXISTS public.bdc_cf (
    ywh    text PRIMARY KEY,  -- 业务号: number of the seizure
    bdcdyh text,              -- 不动产单元号
    cflx   text,              -- 查封类型: 1 查封, 2 轮候查封, 3 预查封, 4 轮候预查封, 5 续封
    ycfywh text,              -- 原查封业务号: what a renewal prolongs
    cfjg   text,              -- 查封机关
    cfwh   text,              -- 查封文号
    djrq   date,              -- 登记日期
    cfqssj date,              -- 查封起始时间
    cfjssj date               -- 查封结束时间
);
ALTER TABLE public.bdc_cf REPLICA IDENTITY FULL;

CREATE TABLE IF NOT EXISTS public.bdc_sq (
    slbh   text PRIMARY KEY,  -- 受理编号: number of the case
    bdcdyh text,              -- 不动产单元号
    ywlx   text,              -- 业务类型: 100 首次登记, 200 转移登记, 300 抵押登记
    sqr    jsonb,             -- 申请人: [{sqrmc, zjzl, zjh}]
    slrq   date,              -- 受理日期
    blhj   text               -- 办理环节: 1 受理, 2 审核, 3 缴税, 4 登簿, 8 不予登记, 9 撤回
);
ALTER TABLE public.bdc_sq REPLICA IDENTITY FULL;

-- A reader of the log writes here, so that its slot moves on while the department's tables rest.
CREATE TABLE IF NOT EXISTS public.taxbrain_heartbeat (id int PRIMARY KEY, at timestamptz);

-- The department's own list of what it has applied: a change is committed once, whatever is killed meanwhile.
CREATE TABLE IF NOT EXISTS public.applied_change (n bigint PRIMARY KEY, at timestamptz NOT NULL DEFAULT clock_timestamp());
