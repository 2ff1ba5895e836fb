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

CREATE TABLE IF NOT EXISTS public.sb_yswx (
    ysbbh    text PRIMARY KEY,      -- 应申报编号
    djxh     text,                  -- 登记序号
    zsxm_mc  text,                  -- 征收项目
    skssqq   date,                  -- 所属期起
    skssqz   date,                  -- 所属期止
    sbqx     date,                  -- 申报期限
    sbzt_dm  text,                  -- 申报状态: 0 open, 1 filed, 2 filed-late, 9 exempt
    sbrq     date,                  -- 申报日期
    pzxh     text,                  -- 申报表凭证序号
    ybtse    numeric(18, 2),        -- 应补退税额
    zgswj_mc text                   -- 主管税务机关
);
ALTER TABLE public.sb_yswx REPLICA IDENTITY FULL;

CREATE TABLE IF NOT EXISTS public.zs_jkxx (
    dzsphm  text PRIMARY KEY,       -- 电子税票号码
    djxh    text,                   -- 登记序号
    zsxm_mc text,                   -- 征收项目
    zspm_mc text,                   -- 征收品目
    skssqq  date,                   -- 所属期起
    skssqz  date,                   -- 所属期止
    sjje    numeric(18, 2),         -- 实缴金额
    jkrq    date,                   -- 缴款日期
    jkfs_dm text,                   -- 缴款方式: 01 bank-counter, 02 direct-debit, 03 cash, 04 third-party
    wspzhm  text,                   -- 完税凭证号码
    kjrq    date,                   -- 凭证开具日期
    skgk_mc text                    -- 收款国库
);
ALTER TABLE public.zs_jkxx REPLICA IDENTITY FULL;

CREATE TABLE IF NOT EXISTS public.fp_ydhz (
    hzbh text PRIMARY KEY,          -- 汇总编号
    djxh text,                      -- 登记序号
    ssyf date,                      -- 所属月份首日
    kjfs bigint,                    -- 开具份数
    kjje numeric(18, 2),            -- 开具金额
    kjse numeric(18, 2),            -- 开具税额
    qdfs bigint,                    -- 取得份数
    qdje numeric(18, 2),            -- 取得金额
    qdse numeric(18, 2),            -- 取得税额
    zffs bigint,                    -- 作废份数
    hcje numeric(18, 2),            -- 红冲金额
    sjrq date                       -- 数据日期
);
ALTER TABLE public.fp_ydhz REPLICA IDENTITY FULL;

CREATE TABLE IF NOT EXISTS public.ts_tssq (
    tssqbh  text PRIMARY KEY,       -- 退税申请编号
    djxh    text,                   -- 登记序号
    sqrmc   text,                   -- 申请人名称
    tslx_dm text,                   -- 退税类型: 01 overpaid, 02 annual-settlement, 03 export, 04 retained-input-tax
    zsxm_mc text,                   -- 征收项目
    sqtse   numeric(18, 2),         -- 申请退税额
    hdtse   numeric(18, 2),         -- 核定退税额
    skzh_mc text,                   -- 收款账户名称
    skzh    text,                   -- 收款账号
    lhh     text,                   -- 开户行联行号
    blhj_dm text,                   -- 办理环节: 1 accepted, 2 reviewing, 3 approving, 4 refunding, 5 refunded, 8 refused
    sqrq    date,                   -- 申请日期
    blsx    date                    -- 办理时限
);
ALTER TABLE public.ts_tssq REPLICA IDENTITY FULL;

CREATE TABLE IF NOT EXISTS public.xy_pjjg (
    pjbh    text PRIMARY KEY,       -- 评价编号
    djxh    text,                   -- 登记序号
    pjnd    bigint,                 -- 评价年度
    pjzd_dm text,                   -- 评价制度: 1 tax-credit, 2 tax-and-contribution-credit
    xyjb    text,                   -- 信用级别: A A, B B, M M, C C, D D
    pjdf    numeric(5, 2),          -- 评价得分
    zjpjyy  text,                   -- 直接判级原因
    fbrq    date,                   -- 发布日期
    sffp    boolean,                -- 是否复评
    pjjg_mc text                    -- 评价机关
);
ALTER TABLE public.xy_pjjg REPLICA IDENTITY FULL;

CREATE TABLE IF NOT EXISTS public.jc_ajxx (
    ajbh    text PRIMARY KEY,       -- 案件编号
    djxh    text,                   -- 登记序号
    jclx_dm text,                   -- 检查类型: 1 assessment, 2 inspection, 3 anti-avoidance
    ajly_mc text,                   -- 案源
    jcsqq   date,                   -- 检查所属期起
    jcsqz   date,                   -- 检查所属期止
    larq    date,                   -- 立案日期
    jarq    date,                   -- 结案日期
    ajzt_dm text,                   -- 办理环节: 1 selected, 2 examining, 3 hearing, 4 enforcing, 5 closed
    cbsk    numeric(18, 2),         -- 查补税款
    znj     numeric(18, 2),         -- 滞纳金
    fk      numeric(18, 2),         -- 罚款
    jl      text                    -- 结论
);
ALTER TABLE public.jc_ajxx REPLICA IDENTITY FULL;

CREATE TABLE IF NOT EXISTS public.gs_zxfjkc (
    cjbh        text PRIMARY KEY,   -- 采集编号
    kcnd        bigint,             -- 扣除年度
    xm          text,               -- 姓名
    zjzl_dm     text,               -- 证件种类
    zjhm        text,               -- 证件号码
    kclx_dm     text,               -- 扣除类型: 01 child-education, 02 continuing-education, 03 housing-loan-interest, 04 rent, 05 elderly-support, 06 critical-illness, 07 infant-care
    kcje        numeric(18, 2),     -- 扣除金额
    ftbl        numeric(5, 2),      -- 分摊比例
    yxqq        date,               -- 有效期起
    yxqz        date,               -- 有效期止
    gxr_xm      text,               -- 关联亲属姓名
    gxr_zjzl_dm text,               -- 关联亲属证件种类
    gxr_zjhm    text,               -- 关联亲属证件号码
    dkhtbh      text                -- 贷款合同编号
);
ALTER TABLE public.gs_zxfjkc REPLICA IDENTITY FULL;

CREATE TABLE IF NOT EXISTS public.gs_ndhs (
    hsbh     text PRIMARY KEY,      -- 汇算编号
    hsnd     bigint,                -- 汇算年度
    xm       text,                  -- 姓名
    zjzl_dm  text,                  -- 证件种类
    zjhm     text,                  -- 证件号码
    sre      numeric(18, 2),        -- 综合所得收入额
    kchj     numeric(18, 2),        -- 减除费用与扣除合计
    zxfjkchj numeric(18, 2),        -- 专项附加扣除合计
    ynssde   numeric(18, 2),        -- 应纳税所得额
    ynse     numeric(18, 2),        -- 应纳税额
    yjse     numeric(18, 2),        -- 已缴税额
    ybtse    numeric(18, 2),        -- 应补退税额
    sbrq     date,                  -- 申报日期
    hszt_dm  text                   -- 汇算状态: 1 filed, 2 paid, 3 refunded, 4 exempt
);
ALTER TABLE public.gs_ndhs REPLICA IDENTITY FULL;

-- A reader of the log writes here, so that its slot moves on while the department's tables rest.
CREATE TABLE IF NOT EXISTS public.taxbrain_heartbeat (id int PRIMARY KEY, at timestamptz);

-- The department's own list of what it has applied: a change is committed once, whatever is killed meanwhile.
CREATE TABLE IF NOT EXISTS public.applied_change (n bigint PRIMARY KEY, at timestamptz NOT NULL DEFAULT clock_timestamp());
