# Writes the reference results that the tests compare with: Rscript make_reference.R
# Made with R 4.2.2, metafor 3.8.1, survival 3.5.3, cmprsk 2.2.11. The tests themselves need no R.
suppressMessages({library(metafor); library(survival); library(cmprsk)})
set.seed(20261130)
options(digits = 17, warn = -1)
join <- function(x) paste(format(x, digits = 17, trim = TRUE, scientific = NA), collapse = " ")
save <- function(rows, file) write.csv(do.call(rbind, rows), file, row.names = FALSE, quote = FALSE)

# ---- pooled estimates -------------------------------------------------------------------------
random_table <- function() {
  k <- sample(2:15, 1)
  spread <- sample(c(0, 0.1, 0.5, 2), 1)
  variances <- rexp(k, sample(c(2, 20), 1)) + 0.005
  list(rnorm(k, rnorm(1, 0, 1), sqrt(spread^2 + variances)), variances)
}
bcg <- escalc(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg)
tables <- c(
  list(
    bcg = list(as.numeric(bcg$yi), as.numeric(bcg$vi)),
    one = list(0.3, 0.04), one_wide = list(-2, 9),
    two_equal = list(c(0.1, 0.1), c(0.01, 0.01)), two_apart = list(c(-3, 3), c(0.01, 0.02)),
    two_close = list(c(0.2, 0.25), c(0.5, 0.4)),
    equal_studies = list(rep(-0.4, 5), rep(0.09, 5)), equal_unequal_v = list(rep(0.7, 4), 1:4 / 10),
    homogeneous = list(c(0.10, 0.12, 0.11, 0.09, 0.10), c(0.2, 0.3, 0.1, 0.25, 0.15)),
    huge_spread = list(c(-40, 15, 60, -5, 22), c(0.1, 0.2, 0.05, 0.3, 0.1)),
    one_dominates = list(c(0.5, -1, 2, 0.2), c(1e-6, 0.5, 0.8, 1.2)),
    small_scale = list(c(0.01, 0.05, -0.02, 0.11), c(4e-4, 9e-4, 2e-4, 6e-4)),
    local_maximum = list(c(0.33, 0.03, -15.88), c(0.703, 0.003, 38.495)),
    far_from_zero = list(c(1000.1, 1000.4, 999.7), c(0.02, 0.03, 0.05))
  ),
  setNames(lapply(1:60, function(i) random_table()), sprintf("random_%02d", 1:60))
)
rows <- list()
for (name in names(tables)) for (method in c("DL", "REML", "FE")) for (test in c("z", "knha"))
  for (level in if (test == "z" && name == "bcg") c(80, 95, 99) else 95) {
    y <- tables[[name]][[1]]; v <- tables[[name]][[2]]
    fit <- try(rma(y, v, method = method, test = test, level = level), silent = TRUE)
    if (inherits(fit, "try-error")) next
    p <- predict(fit)
    low <- if (is.null(p$pi.lb)) p$ci.lb else p$pi.lb
    high <- if (is.null(p$pi.ub)) p$ci.ub else p$pi.ub
    rows[[length(rows) + 1]] <- data.frame(
      table = name, estimates = join(y), variances = join(v),
      method = if (method == "FE") "fixed" else method, level = level / 100,
      hartung_knapp = test == "knha", estimate = c(fit$beta), se = fit$se, low = fit$ci.lb,
      high = fit$ci.ub, tau2 = fit$tau2, i2 = fit$I2, q = fit$QE,
      predict_low = low, predict_high = high)
  }
save(rows, "pooled.csv")

# ---- pooled proportions -----------------------------------------------------------------------
proportion_tables <- c(
  list(one = list(3, 20), none = list(0, 12), all = list(9, 9), zeros = list(c(0, 0, 0), c(10, 25, 7)),
       all_of_them = list(c(15, 8, 5), c(15, 8, 5)), mixed = list(c(0, 5, 20, 3), c(12, 30, 20, 9)),
       tiny = list(c(1, 0, 1), c(1, 2, 3)), large = list(c(120, 310, 55), c(4000, 9000, 2500))),
  setNames(lapply(1:30, function(i) {
    k <- sample(2:12, 1); n <- sample(5:300, k, TRUE)
    list(rbinom(k, n, plogis(rnorm(k, runif(1, -4, 3), sample(c(0, 0.8), 1)))), n)
  }), sprintf("random_%02d", 1:30))
)
rows <- list()
for (name in names(proportion_tables)) for (measure in c("PLO", "PFT")) for (method in c("DL", "REML", "FE")) {
  x <- proportion_tables[[name]][[1]]; n <- proportion_tables[[name]][[2]]
  fit <- try(rma(xi = x, ni = n, measure = measure, method = method), silent = TRUE)
  if (inherits(fit, "try-error")) next
  p <- if (measure == "PLO") predict(fit, transf = transf.ilogit) else
    predict(fit, transf = transf.ipft.hm, targs = list(ni = n))
  low <- if (is.null(p$pi.lb)) p$ci.lb else p$pi.lb
  high <- if (is.null(p$pi.ub)) p$ci.ub else p$pi.ub
  rows[[length(rows) + 1]] <- data.frame(
    table = name, events = join(x), n = join(n),
    transform = if (measure == "PLO") "logit" else "freeman-tukey",
    method = if (method == "FE") "fixed" else method, estimate = p$pred, se = fit$se, low = p$ci.lb,
    high = p$ci.ub, tau2 = fit$tau2, i2 = fit$I2, q = fit$QE, predict_low = low, predict_high = high)
}
save(rows, "proportions.csv")

# ---- two arms ---------------------------------------------------------------------------------
arms <- rbind(c(3, 55, 34, 55), c(8, 79, 0, 77), c(0, 10, 0, 12), c(10, 10, 12, 12), c(10, 10, 0, 12),
              c(5, 5, 3, 9), c(0, 1, 1, 1), c(56, 70, 48, 80), c(1, 1000, 2, 1000),
              t(replicate(40, {n <- sample(1:200, 2, TRUE); c(rbinom(1, n[1], runif(1)), n[1], rbinom(1, n[2], runif(1)), n[2])})))
rows <- list()
for (i in seq_len(nrow(arms))) for (measure in c("RR", "OR", "RD")) for (level in c(0.8, 0.95, 0.99)) {
  a <- arms[i, ]
  e <- escalc(measure = measure, ai = a[1], n1i = a[2], ci = a[3], n2i = a[4])
  back <- if (measure == "RD") identity else exp
  z <- qnorm(1 - (1 - level) / 2)
  rows[[length(rows) + 1]] <- data.frame(
    events1 = a[1], n1 = a[2], events2 = a[3], n2 = a[4], measure = tolower(measure), level = level,
    estimate = back(c(e$yi)), low = back(c(e$yi) - z * sqrt(e$vi)), high = back(c(e$yi) + z * sqrt(e$vi)),
    se = sqrt(e$vi))
}
save(rows, "two_arms.csv")

# ---- one proportion ---------------------------------------------------------------------------
rows <- list()
for (pair in list(c(0, 1), c(1, 1), c(0, 15), c(15, 15), c(1, 15), c(3, 55), c(36, 72), c(2, 1000), c(999, 1000), c(40, 100000), c(7, 8)))
  for (level in c(0.5, 0.9, 0.95, 0.999)) {
    wilson <- prop.test(pair[1], pair[2], conf.level = level, correct = FALSE)$conf.int
    exact <- binom.test(pair[1], pair[2], conf.level = level)$conf.int
    upper <- binom.test(pair[1], pair[2], conf.level = level, alternative = "less")$conf.int[2]
    rows[[length(rows) + 1]] <- data.frame(events = pair[1], n = pair[2], level = level,
      wilson_low = wilson[1], wilson_high = wilson[2], exact_low = exact[1], exact_high = exact[2], upper = upper)
  }
save(rows, "intervals.csv")

# ---- power ------------------------------------------------------------------------------------
rows <- list()
for (pair in list(c(0.01, 0.02), c(0.5, 0.6), c(0.3, 0.1), c(0.05, 0.055), c(0.9, 0.99)))
  for (power in c(0.8, 0.9)) for (level in c(0.95, 0.99)) {
    fit <- power.prop.test(p1 = pair[1], p2 = pair[2], power = power, sig.level = 1 - level, tol = 1e-12)
    reached <- power.prop.test(n = 100, p1 = pair[1], p2 = pair[2], sig.level = 1 - level)$power
    rows[[length(rows) + 1]] <- data.frame(p1 = pair[1], p2 = pair[2], power = power, level = level,
      n = fit$n, power_at_100 = reached)
  }
save(rows, "power.csv")

# ---- survival ---------------------------------------------------------------------------------
# Random follow-up with ties, two groups, two covariates and two causes, and the real PBC trial.
curve_rows <- list(); model_rows <- list(); incidence_rows <- list()
compare_survival <- function(name, time, event, group, x, keep_data = TRUE) {
  column <- function(values) if (keep_data) join(values) else ""
  fit <- survfit(Surv(time, event) ~ 1, conf.type = "log-log")
  at <- unique(quantile(fit$time[fit$surv > 0 & fit$surv < 1], c(0.2, 0.5, 0.9), type = 1))
  s <- summary(fit, times = at)
  test <- survdiff(Surv(time, event) ~ group)
  one <- summary(coxph(Surv(time, event) ~ group, ties = "efron"))
  two <- summary(coxph(Surv(time, event) ~ group + x, ties = "efron"))
  model_rows[[length(model_rows) + 1]] <<- data.frame(
    table = name, time = column(time), event = column(as.integer(event)), group = column(group), x = column(x),
    chi2 = test$chisq, p = pchisq(test$chisq, 1, lower.tail = FALSE),
    ratio = one$conf.int[1, 1], low = one$conf.int[1, 3], high = one$conf.int[1, 4], se = one$coefficients[1, 3],
    adjusted = two$conf.int[1, 1], adjusted_se = two$coefficients[1, 3],
    x_ratio = two$conf.int[2, 1], x_se = two$coefficients[2, 3])
  curve_rows[[length(curve_rows) + 1]] <<- data.frame(
    table = name, at = at, at_risk = s$n.risk, share = s$surv, low = s$lower, high = s$upper)
}
compare_incidence <- function(name, time, cause, keep_data = TRUE) {
  fit <- survfit(Surv(time, factor(cause, levels = 0:2)) ~ 1)
  gray <- cuminc(time, cause)
  for (of in 1:2) {
    at <- unique(quantile(time[cause == of], c(0.25, 0.75), type = 1))
    s <- summary(fit, times = at)
    stopifnot(all.equal(c(timepoints(gray[paste(1, of)], at)$est), s$pstate[, of + 1], tolerance = 1e-12))
    incidence_rows[[length(incidence_rows) + 1]] <<- data.frame(
      table = name, time = if (keep_data) join(time) else "", cause = if (keep_data) join(cause) else "",
      of = of, at = at, share = s$pstate[, of + 1], se = s$std.err[, of + 1])
  }
}
for (i in 1:12) {
  n <- sample(c(20, 60, 200), 1); group <- rbinom(n, 1, 0.5); x <- round(rnorm(n), 2)
  first <- ceiling(rexp(n, 0.1 * exp(0.4 * group + 0.3 * x))); second <- ceiling(rexp(n, 0.05)); last <- ceiling(runif(n, 1, 25))
  time <- pmin(first, second, last)
  compare_survival(sprintf("random_%02d", i), pmin(first, last), first <= last, group, x)
  compare_incidence(sprintf("random_%02d", i), time, ifelse(time == last & last < pmin(first, second), 0, ifelse(first <= second, 1, 2)))
}
patients <- read.csv("../../../data/patients/pbc.csv")
patients <- patients[patients$arm %in% c("d_penicillamine", "placebo"), ]
compare_survival("pbc", patients$time_days, patients$status == "death", as.integer(patients$arm == "d_penicillamine"), patients$age_years, keep_data = FALSE)
compare_incidence("pbc", patients$time_days, c(censored = 0, death = 1, transplant = 2)[patients$status], keep_data = FALSE)
ages <- read.csv("../../../data/patients/ebmt.csv")
three <- survdiff(Surv(survival_days, death == "yes") ~ age_class, data = ages)
model_rows[["ebmt"]] <- replace(model_rows[[1]], 1:15, NA)
model_rows[["ebmt"]][c("table", "chi2", "p")] <- list("ebmt_age_class", three$chisq, pchisq(three$chisq, length(three$n) - 1, lower.tail = FALSE))
save(curve_rows, "survival_curves.csv"); save(model_rows, "survival_models.csv"); save(incidence_rows, "incidence.csv")
