-- Tables that departments put at the disposal of others on the data-sharing platform: read by SELECT, their log by nobody.
CREATE TABLE IF NOT EXISTS public.bzdz (
    dzbm    text PRIMARY KEY,   -- 地址编码
    xzqh_dm text,               -- 行政区划代码
    jd_mc   text,               -- 街道
    dzqc    text,               -- 地址全称
    jwd     text,               -- 经纬度: 经度,纬度 (CGCS2000)
    zt_dm   text,               -- 状态: 1 在用, 2 注销
    gxsj    timestamptz NOT NULL -- 更新时间
);
CREATE INDEX IF NOT EXISTS bzdz_by_time ON public.bzdz (gxsj);
