package uk.ac.manchester.tornado.api.standin;

import java.util.Set;

/** Names that a kernel method cannot have, because its name becomes that of a function in OpenCL C. */
final class OpenClNames {
  private static final Set<String> TAKEN =
      Set.of((
      // Mathematics.
      "acos acosh acospi asin asinh asinpi atan atan2 atanh atanpi atan2pi cbrt ceil copysign cos cosh cospi erf erfc exp exp2 exp10 "
          + "expm1 fabs fdim floor fma fmax fmin fmod fract frexp hypot ilogb ldexp lgamma lgamma_r log log2 log10 log1p logb mad "
          + "maxmag minmag modf nan nextafter pow pown powr remainder remquo rint rootn round rsqrt sin sincos sinh sinpi sqrt tan tanh "
          + "tanpi tgamma trunc half_cos half_divide half_exp half_exp2 half_exp10 half_log half_log2 half_log10 half_powr half_recip "
          + "half_rsqrt half_sin half_sqrt half_tan native_cos native_divide native_exp native_log native_recip native_rsqrt native_sin "
          + "native_sqrt native_tan "
          // Integers, comparison, geometry.
          + "abs abs_diff add_sat hadd rhadd clamp clz ctz mad_hi mad_sat max min mul_hi rotate sub_sat upsample popcount mad24 mul24 "
          + "degrees mix radians step smoothstep sign cross dot distance length normalize fast_distance fast_length fast_normalize "
          + "isequal isnotequal isgreater isgreaterequal isless islessequal islessgreater isfinite isinf isnan isnormal isordered "
          + "isunordered signbit any all bitselect select shuffle shuffle2 vec_step printf "
          // Work items, memory, synchronisation.
          + "get_work_dim get_global_size get_global_id get_local_size get_local_id get_num_groups get_group_id get_global_offset "
          + "barrier mem_fence read_mem_fence write_mem_fence prefetch async_work_group_copy wait_group_events atomic_add atomic_sub "
          + "atomic_xchg atomic_inc atomic_dec atomic_cmpxchg atomic_min atomic_max atomic_and atomic_or atomic_xor atom_add "
          + "vload2 vload3 vload4 vload8 vload16 vstore2 vstore3 vstore4 vstore8 vstore16 "
          // Words of the language that Java allows as names.
          + "kernel global local constant private read_only write_only read_write inline restrict signed unsigned struct union typedef "
          + "sizeof extern register auto half uchar ushort uint ulong size_t ptrdiff_t event_t sampler_t image2d_t image3d_t main")
          .split(" "));

  private OpenClNames() {}

  static boolean isTaken(String name) {
    return TAKEN.contains(name);
  }
}
