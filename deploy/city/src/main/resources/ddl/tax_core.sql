-- Front-end database of the tax core system.
-- Only the keys are NOT NULL: what a department leaves out must be able to arrive.
CREATE TABLE IF NOT EXISTS public.dj_nsrxx (
    djxh     text PRIMARY KEY,  -- 登记序号
    nsrmc    text,              -- 纳税人名称
    zjzl_dm  text,              -- 证件种类
    zjhm     text,              -- 证件号码
    nsrzt_dm text,              -- 纳税人状态
    zcdz     text,              -- 注册地址
    hy_mc    text,              -- 行业
    zgswj_mc text,              -- 主管税务机关
    sjhm     text,              -- 手机号码
    djrq     date               -- 登记日期
);
ALTER TABLE public.dj_nsrxx REPLICA IDENTITY FULL;

CREATE TABLE IF NOT EXISTS public.zs_qsxx (
    qsbh    text PRIMARY KEY,   -- 欠税编号
    djxh    text,               -- 登记序号
    zsxm_mc text,               -- 征收项目
    skssqq  date,               -- 所属期起
    skssqz  date,               -- 所属期止
    jkqx    date,               -- 缴款期限
    ybse    numeric(18, 2),     -- 应缴税额, yuan
    qjye    numeric(18, 2),     -- 欠缴余额, yuan
    sjrq    date                -- 数据日期
);
ALTER TABLE public.zs_qsxx REPLICA IDENTITY FULL;

CREATE TABLE IF NOT EXISTS public.dj_rzxx (
    rzbh    text PRIMARY KEY,   -- 任职编号
    djxh    text,               -- 登记序号
    nsrmc   text,               -- 纳税人名称
    rzlx_dm text,               -- 任职类型: 01 法定代表人, 02 财务负责人, 03 办税员, 04 代理记账
    xm      text,               -- 姓名, or the firm's name
    zjzl_dm text,               -- 证件种类
    zjhm    text,               -- 证件号码
    rzrqq   date,               -- 任职日期起
    rzrqz   date                -- 任职日期止
);
ALTER TABLE public.dj_rzxx REPLICA IDENTITY FULL;

-- A reader of the log writes here, so that its slot moves on while the department's tables rest.
CREATE TABLE IF NOT EXISTS public.taxbrain_heartbeat (id int PRIMARY KEY, at timestamptz);

-- The department's own list of what it has applied: a change is committed once, whatever is killed meanwhile.
CREATE TABLE IF NOT EXISTS public.applied_change (n bigint PRIMARY KEY, at timestamptz NOT NULL DEFAULT clock_timestamp());
